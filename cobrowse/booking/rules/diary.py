"""Which times can be booked: by the council's clock, across its clock changes, without what is taken or closed.

Moments are aware and compared in UTC; times of a day are those of the clock on the council's wall. What a device
says of the time is never asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cobrowse.rules.hours import Opening

# A reminder goes out a day before, by the clock on the wall; whoever booked later than this before it, knows.
REMIND_DAYS_BEFORE, NO_REMINDER_WITHIN = 1, dt.timedelta(hours=36)


@dataclass(frozen=True)
class Hours:
    """In which part of a weekday (Monday is 0) one adviser can be booked, in parts of `minutes`, and for which ways.

    first_on, last_on: the days between which this counts, both included; None for no such day. notice: how long before
    it begins a time can be booked at the latest. days_ahead: the furthest day, today being 0.
    """

    adviser: int
    place: int | None
    ways: frozenset[str]
    weekday: int
    opens: dt.time
    closes: dt.time
    minutes: int
    first_on: dt.date | None
    last_on: dt.date | None
    notice: dt.timedelta
    days_ahead: int

    def counts_on(self, day: dt.date) -> bool:
        """Whether these are hours of that day."""
        begun = self.first_on is None or self.first_on <= day
        return begun and (self.last_on is None or day <= self.last_on) and day.weekday() == self.weekday


@dataclass(frozen=True, order=True)
class Slot:
    """A time of one adviser; `place` only for an appointment."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    place: int | None
    adviser: int


@dataclass(frozen=True)
class Taken:
    """A time that an adviser is booked for."""

    adviser: int
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class Away:
    """Days on which an adviser is away, both included."""

    adviser: int
    first_on: dt.date
    last_on: dt.date


@dataclass(frozen=True)
class Diary:
    """Everything that decides which times of a council are free at the moment `now`."""

    now: dt.datetime
    hours: tuple[Hours, ...]
    taken: tuple[Taken, ...]
    away: tuple[Away, ...]
    opening: Opening

    def slots(self, way: str) -> list[Slot]:
        """The free times for a way of meeting, the earliest first; of several advisers, each one's."""
        found = [slot for hours in self.hours if way in hours.ways for slot in self._free(hours, way)]
        return sorted(found, key=lambda slot: (slot.starts_at, slot.place or 0, slot.adviser))

    def offers(self, way: str) -> bool:
        """Whether there is any free time for this way."""
        return any(True for hours in self.hours if way in hours.ways for _slot in self._free(hours, way))

    def is_off(self, adviser: int, starts_at: dt.datetime) -> bool:
        """Whether nobody is there on that day: closed for all, or this adviser is away."""
        day = starts_at.astimezone(self.opening.zone).date()
        return self.opening.is_closed_day(day) or self._is_away(adviser, day)

    def _is_away(self, adviser: int, day: dt.date) -> bool:
        return any(each.adviser == adviser and each.first_on <= day <= each.last_on for each in self.away)

    def _free(self, hours: Hours, way: str) -> Iterator[Slot]:
        today = self.now.astimezone(self.opening.zone).date()
        earliest = self.now + hours.notice
        for ahead in range(hours.days_ahead + 1):
            day = today + dt.timedelta(days=ahead)
            if not hours.counts_on(day) or self.opening.is_closed_day(day) or self._is_away(hours.adviser, day):
                continue
            for starts_at, ends_at in times_of(hours, day, self.opening.zone):
                if starts_at >= earliest and not self._is_taken(hours.adviser, starts_at, ends_at):
                    yield Slot(starts_at, ends_at, hours.place if way == "appointment" else None, hours.adviser)

    def _is_taken(self, adviser: int, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
        return any(
            each.adviser == adviser and each.starts_at < ends_at and starts_at < each.ends_at for each in self.taken
        )


def times_of(hours: Hours, day: dt.date, zone: dt.tzinfo) -> list[tuple[dt.datetime, dt.datetime]]:
    """(begins, ends) in UTC of each part of one day. A part begins at a time that the clock on the wall shows: what the
    clock leaves out in March is no time, and of what it shows twice in October only the first is one.
    """
    found: list[tuple[dt.datetime, dt.datetime]] = []
    length = dt.timedelta(minutes=hours.minutes)
    wall = dt.datetime.combine(day, hours.opens)
    while (wall + length) <= dt.datetime.combine(day, hours.closes):
        starts_at = wall.replace(tzinfo=zone).astimezone(dt.UTC)
        is_shown = starts_at.astimezone(zone).replace(tzinfo=None) == wall
        if is_shown and not (found and starts_at < found[-1][1]):
            found.append((starts_at, starts_at + length))
        wall += length
    return found


def remind_at(starts_at: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime | None:
    """When to remind of a time: the day before, when the clock on the wall shows the same. None when it is so soon that
    nobody has forgotten.
    """
    if starts_at - now < NO_REMINDER_WITHIN:
        return None
    wall = starts_at.astimezone(zone) - dt.timedelta(days=REMIND_DAYS_BEFORE)
    return wall.astimezone(dt.UTC)


def least_booked(advisers: list[int], taken: tuple[Taken, ...], day: dt.date, zone: dt.tzinfo) -> list[int]:
    """The same advisers, those with the fewest bookings on that day first."""

    def number(adviser: int) -> int:
        return sum(each.adviser == adviser and each.starts_at.astimezone(zone).date() == day for each in taken)

    return sorted(advisers, key=lambda adviser: (number(adviser), adviser))
