"""Which times can be booked: by the council's clock, across its clock changes, without what is taken or closed.

Moments are aware and compared in UTC; times of a day are those of the clock on the council's wall. What a device
says of the time is never asked.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

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


class Busy:
    """When one adviser is booked: spans that neither overlap nor touch, in their order, made of any bookings."""

    def __init__(self, taken: Iterable[Taken]):
        self.starts: list[dt.datetime] = []
        self.ends: list[dt.datetime] = []
        for each in sorted(taken, key=lambda each: each.starts_at):
            if self.ends and each.starts_at <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], each.ends_at)
            else:
                self.starts.append(each.starts_at)
                self.ends.append(each.ends_at)

    def until(self, starts_at: dt.datetime, ends_at: dt.datetime) -> dt.datetime | None:
        """When what takes a part of this time ends; None when nothing does."""
        last = bisect_left(self.starts, ends_at) - 1
        return self.ends[last] if last >= 0 and self.ends[last] > starts_at else None


FREE = Busy(())


@dataclass(frozen=True)
class Diary:
    """Everything that decides which times of a council are free at the moment `now`, on the days from `first_on` to
    `last_on`, both included: of other days it says nothing.

    Nothing is worked out before it is asked for, and what is booked is jumped over: the work grows with what is free
    and asked for and with what is booked, never with the number of times that there could be.
    """

    now: dt.datetime
    hours: tuple[Hours, ...]
    taken: tuple[Taken, ...]
    away: tuple[Away, ...]
    opening: Opening
    first_on: dt.date = dt.date.min
    last_on: dt.date = dt.date.max

    def slots(self, way: str) -> list[Slot]:
        """The free times for a way of meeting, the earliest first; of several advisers, each one's."""
        return sorted(self._found(way), key=lambda slot: (slot.starts_at, slot.place or 0, slot.adviser))

    def on(self, day: dt.date) -> Diary:
        """The same for one day only."""
        return replace(self, first_on=day, last_on=day)

    def of(self, adviser: int) -> Diary:
        """The same for one adviser only."""
        return replace(self, hours=tuple(each for each in self.hours if each.adviser == adviser))

    def first_days(self, way: str) -> dict[int, dt.date]:
        """For each adviser who has a free time for this way, the first day on which they have one."""
        found: dict[int, dt.date] = {}
        for hours, day in self._days(way):
            is_sooner = day < found.get(hours.adviser, dt.date.max)
            if is_sooner and any(True for _slot in self._free_on(hours, day, way)):
                found[hours.adviser] = day
        return found

    def days(self, way: str) -> list[dt.date]:
        """The days on which there is a free time for this way, the first one first."""
        found: set[dt.date] = set()
        for hours, day in self._days(way):
            if day not in found and any(True for _slot in self._free_on(hours, day, way)):
                found.add(day)
        return sorted(found)

    def offers(self, way: str) -> bool:
        """Whether there is any free time for this way."""
        return any(True for _slot in self._found(way))

    def is_off(self, adviser: int, starts_at: dt.datetime) -> bool:
        """Whether nobody is there on that day: closed for all, or this adviser is away."""
        return self._is_off(adviser, starts_at.astimezone(self.opening.zone).date())

    def _is_off(self, adviser: int, day: dt.date) -> bool:
        away = any(each.first_on <= day <= each.last_on for each in self._away.get(adviser, ()))
        return away or self.opening.is_closed_day(day)

    @cached_property
    def _away(self) -> dict[int, list[Away]]:
        found = defaultdict(list)
        for each in self.away:
            found[each.adviser].append(each)
        return dict(found)

    @cached_property
    def _busy(self) -> dict[int, Busy]:
        found = defaultdict(list)
        for each in self.taken:
            found[each.adviser].append(each)
        return {adviser: Busy(taken) for adviser, taken in found.items()}

    def _found(self, way: str) -> Iterator[Slot]:
        return (slot for hours, day in self._days(way) for slot in self._free_on(hours, day, way))

    def _days(self, way: str) -> Iterator[tuple[Hours, dt.date]]:
        """The days on which somebody is there for this way."""
        today = self.now.astimezone(self.opening.zone).date()
        for hours in self.hours:
            if way not in hours.ways:
                continue
            day = max(today, self.first_on, hours.first_on or dt.date.min)
            last = min(today + dt.timedelta(days=hours.days_ahead), self.last_on, hours.last_on or dt.date.max)
            while day <= last:
                if day.weekday() == hours.weekday and not self._is_off(hours.adviser, day):
                    yield hours, day
                day += dt.timedelta(days=(hours.weekday - day.weekday()) % 7 or 7)

    def _free_on(self, hours: Hours, day: dt.date, way: str) -> Iterator[Slot]:
        parts, number = times_of(hours, day, self.opening.zone), 0
        while number < len(parts):
            starts_at, ends_at = parts[number]
            until = self._not_before(hours, starts_at, ends_at)
            number += 1
            if until is None:
                yield Slot(starts_at, ends_at, hours.place if way == "appointment" else None, hours.adviser)
            else:
                number = bisect_left(parts, until, lo=number, key=itemgetter(0))

    def _not_before(self, hours: Hours, starts_at: dt.datetime, ends_at: dt.datetime) -> dt.datetime | None:
        """None when this time is free; else no time before the one given is."""
        earliest = self.now + hours.notice
        return earliest if starts_at < earliest else self._busy.get(hours.adviser, FREE).until(starts_at, ends_at)


@dataclass(frozen=True)
class EvenParts(Sequence):
    """So many times (begins, ends) of one length, one after the other, each worked out when it is looked at."""

    begins: dt.datetime
    length: dt.timedelta
    number: int

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, index):
        if not 0 <= index < self.number:
            raise IndexError(index)
        starts_at = self.begins + index * self.length
        return starts_at, starts_at + self.length


def times_of(hours: Hours, day: dt.date, zone: dt.tzinfo) -> Sequence[tuple[dt.datetime, dt.datetime]]:
    """(begins, ends) in UTC of each part of one day. A part begins at a time that the clock on the wall shows: what the
    clock leaves out in March is no time, and of what it shows twice in October only the first is one.
    """
    length = dt.timedelta(minutes=hours.minutes)
    opens, closes = (dt.datetime.combine(day, time) for time in (hours.opens, hours.closes))
    first, last = (wall.replace(tzinfo=zone) for wall in (opens, closes))
    if first.utcoffset() == last.utcoffset():
        return EvenParts(first.astimezone(dt.UTC), length, (closes - opens) // length)
    return _parts_of_a_change(opens, closes, length, zone)


def _parts_of_a_change(
    opens: dt.datetime, closes: dt.datetime, length: dt.timedelta, zone: dt.tzinfo
) -> list[tuple[dt.datetime, dt.datetime]]:
    """The same on a day on which the clock is changed in between."""
    found: list[tuple[dt.datetime, dt.datetime]] = []
    wall = opens
    while (wall + length) <= closes:
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
