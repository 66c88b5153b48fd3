"""The last day of so many days, of which those do not count on which the council waited for somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.rules.days.working_days import working_days_after, working_days_between

# `begins` of a form's `decide_within`: the days run from the day on which everything had come, so that they begin again
# with whatever comes later; or from the day of sending, and stand still while the council waits.
COMPLETE, SENT = "complete", "sent"


@dataclass(frozen=True)
class Pause:
    """The council waits for something from the day after `first` up to `last`; None: it waits still."""

    first: dt.date
    last: dt.date | None
    about: str = ""


@dataclass(frozen=True)
class Allowed:
    """How many days there are, whether only working days of `nation` count, and when they begin (COMPLETE, SENT)."""

    days: int
    working: bool
    begins: str
    nation: str

    def after(self, day: dt.date, number: int) -> dt.date:
        """The last of so many days that count after a day."""
        return working_days_after(day, number, self.nation) if self.working else day + dt.timedelta(days=number)

    def between(self, day: dt.date, last: dt.date) -> int:
        """How many days count after a day, up to the last."""
        return working_days_between(day, last, self.nation) if self.working else max(0, (last - day).days)


def last_day(allowed: Allowed, start: dt.date, pauses: Iterable[Pause], today: dt.date) -> dt.date:
    """The last day, counted from the day after `start`. A pause that is open counts as if it ended today; one that
    began after the last day had passed moves nothing.
    """
    spans = sorted((pause.first, pause.last or today) for pause in pauses)
    left, day = allowed.days, start
    for first, last in spans:
        if first >= last:
            continue
        passed = allowed.between(day, first)
        if passed >= left:
            break
        left, day = allowed.days if allowed.begins == COMPLETE else left - passed, max(day, last)
    return allowed.after(day, left)


def is_paused(pauses: Sequence[Pause]) -> bool:
    """Whether the council waits now."""
    return any(pause.last is None for pause in pauses)
