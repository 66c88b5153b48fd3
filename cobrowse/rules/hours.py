"""When a council helps live: its own clock, its closed days, and the bank holidays of its nation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.rules.days.working_days import bank_holidays

# Nobody looks further ahead for the next opening.
DAYS_AHEAD = 60
# Open until the end of the day: no time of a day is later.
MIDNIGHT = dt.time.max


def clock(time: dt.time) -> str:
    """A time of the day in figures: 9:00, 17:30; the end of the day is 24:00."""
    return "24:00" if time == MIDNIGHT else f"{time.hour}:{time.minute:02}"


@dataclass(frozen=True)
class Span:
    """From `opens` to `closes` on one weekday, Monday being 0."""

    weekday: int
    opens: dt.time
    closes: dt.time


@dataclass(frozen=True)
class Opening:
    """A council's hours.

    spans: of the week. closed: further days on which nobody is there. nation: whose bank holidays it keeps. zone: that
    of the clock on its wall.
    """

    spans: tuple[Span, ...]
    closed: frozenset[dt.date]
    nation: str
    zone: dt.tzinfo

    def closes_at(self, now: dt.datetime) -> dt.datetime | None:
        """When it closes, if it is open at `now`; else None."""
        return next((closes for opens, closes in self._spans_of(self._day_of(now)) if opens <= now < closes), None)

    def opens_at(self, now: dt.datetime) -> dt.datetime | None:
        """When it opens next after `now`; None when that is not within 60 days."""
        first = self._day_of(now)
        for ahead in range(DAYS_AHEAD):
            later = [opens for opens, _ in self._spans_of(first + dt.timedelta(days=ahead)) if opens > now]
            if later:
                return min(later)
        return None

    def is_over(self, since: dt.datetime, now: dt.datetime) -> bool:
        """Whether by `now` it has closed for the day on which `since` was."""
        return all(closes <= now for _, closes in self._spans_of(self._day_of(since)))

    def is_closed_day(self, day: dt.date) -> bool:
        """Whether nobody is there all day, whatever weekday it is."""
        return day in self.closed or day in bank_holidays(self.nation, day.year)

    def _day_of(self, now: dt.datetime) -> dt.date:
        return now.astimezone(self.zone).date()

    def _spans_of(self, day: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
        if self.is_closed_day(day):
            return []
        return [
            (dt.datetime.combine(day, span.opens, self.zone), dt.datetime.combine(day, span.closes, self.zone))
            for span in self.spans
            if span.weekday == day.weekday()
        ]


def opening(
    spans: Iterable[tuple[int, dt.time, dt.time]], closed: Collection[dt.date], nation: str, zone: dt.tzinfo
) -> Opening:
    """The hours made of (weekday, opens, closes) and the days on which nobody is there."""
    return Opening(tuple(Span(*each) for each in spans), frozenset(closed), nation, zone)
