"""When a form that was not sent goes: pure sums of days."""

from __future__ import annotations

import datetime as dt

# So many days before, its person is reminded: first, and once more.
FIRST_REMINDER, LAST_REMINDER = 28, 7
# A council's own rule: there is a week at least before the first reminder, and an end.
FEWEST_DAYS, MOST_DAYS = 35, 730


def ends_at(changed_at: dt.datetime, reminded_at: dt.datetime | None, *, days: int) -> dt.datetime | None:
    """When a draft goes that was last changed then, under a rule of so many days: never before a week after its person
    was reminded. None while they were not since the last change.
    """
    if reminded_at is None or reminded_at < changed_at:
        return None
    return max(changed_at + dt.timedelta(days=days), reminded_at + dt.timedelta(days=LAST_REMINDER))


def reminder_is_due(changed_at: dt.datetime, reminded_at: dt.datetime | None, *, days: int, now: dt.datetime) -> bool:
    """Whether the person is to be reminded now: from 28 days before, and once more from 7 days before."""
    for before in (LAST_REMINDER, FIRST_REMINDER):
        from_then = changed_at + dt.timedelta(days=days - before)
        if now >= from_then:
            return reminded_at is None or reminded_at < from_then
    return False
