"""When both sides hear of the end of a grant, and until when it can be renewed."""

from __future__ import annotations

import datetime as dt

FORTNIGHT, TWO_DAYS, OVER = "fortnight", "two_days", "over"
# Days before the last one at which each reminder is due, the nearest first, and how many days a grant has to last for
# it: nobody is reminded of what they gave the day before.
REMINDERS = ((TWO_DAYS, 2, 7), (FORTNIGHT, 14, 28))
# The end is told from the day after, and after a week no more: it is no news then.
TOLD_FOR = 7
# What ended by its last day can be given again in one step.
RENEWED_FOR = 60


def notice_due(first: dt.date, last: dt.date, today: dt.date, *, had: str) -> str:
    """The notice that both sides get today, or ""; `had` is the one that they got last. One that was missed is made up
    for while a later one is not due.
    """
    if today > last:
        return OVER if had != OVER and (today - last).days <= TOLD_FOR else ""
    for notice, days, lasts in REMINDERS:
        if (last - today).days <= days:
            is_new = had != notice and not (notice == FORTNIGHT and had == TWO_DAYS)
            return notice if is_new and (last - first).days >= lasts else ""
    return ""


def first_of_renewal(last: dt.date, today: dt.date) -> dt.date:
    """The day from which a renewal counts: the one after the last day, or today when that is past."""
    return max(today, last + dt.timedelta(days=1))
