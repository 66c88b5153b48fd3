"""By when a councillor is answered. Pure."""

from __future__ import annotations

import datetime as dt

from core.rules.days.working_days import working_days_after

# Working days.
ANSWERED_WITHIN = 10
OPEN, OVERDUE, ANSWERED = "open", "overdue", "answered"


def due_day(received_on: dt.date, nation: str) -> dt.date:
    """The last day for an answer."""
    return working_days_after(received_on, ANSWERED_WITHIN, nation)


def standing(due_on: dt.date, answered_on: dt.date | None, today: dt.date) -> str:
    """OPEN, OVERDUE or ANSWERED."""
    if answered_on is not None:
        return ANSWERED
    return OVERDUE if due_on < today else OPEN
