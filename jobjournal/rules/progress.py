"""How much of the agreed hours a week has: which minutes count, and how the target comes down.

The sum of the starter content: target = agreed hours − paid work − voluntary work (at most half of the agreed hours);
search and preparation are set against it. Time for a good reason off is for the work coach to agree, not for us.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Spent:
    """Minutes of one entry, and how its activity counts (jobjournal.models.Activity.CountsAs, .Counts)."""

    day: dt.date
    minutes: int
    counts_as: str
    counts: str = "yes"


@dataclass(frozen=True)
class Week:
    """One week, in minutes. `agreed` is None where no plan says otherwise."""

    first_day: dt.date
    search: int
    paid: int
    voluntary: int
    agreed: int | None

    @property
    def last_day(self) -> dt.date:
        """The seventh day."""
        return self.first_day + dt.timedelta(days=6)

    @property
    def counted(self) -> int:
        """What stands against the agreed hours: search and preparation, paid work, voluntary work up to half."""
        voluntary = self.voluntary if self.agreed is None else min(self.voluntary, self.agreed // 2)
        return self.search + self.paid + voluntary

    @property
    def left(self) -> int | None:
        """Minutes still to do, not below none; None without a plan."""
        return None if self.agreed is None else max(0, self.agreed - self.counted)


def week_start(day: dt.date, starts: int = 0) -> dt.date:
    """The first day of the week around `day`; `starts` is its weekday, Monday being 0."""
    return day - dt.timedelta(days=(day.weekday() - starts) % 7)


def week_of(spent: Iterable[Spent], first_day: dt.date, agreed: int | None) -> Week:
    """The sums of the entries in the week from `first_day`; those outside it are passed over."""
    last = first_day + dt.timedelta(days=6)
    search = paid = voluntary = 0
    for each in spent:
        if not first_day <= each.day <= last:
            continue
        if each.counts_as == "takes_hours_off":
            paid += each.minutes
        elif each.counts_as in ("work_search", "work_preparation"):
            if each.counts == "up_to_half":
                voluntary += each.minutes
            else:
                search += each.minutes
    return Week(first_day, search, paid, voluntary, agreed)
