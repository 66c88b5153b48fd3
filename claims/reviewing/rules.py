"""The days of a review: how long there is, and when the claimant is reminded."""

from __future__ import annotations

import datetime as dt

from core.rules.days.working_days import is_working_day

# Shorter than that nobody is asked to look at everything.
LEAST_DAYS = 14
# What a council gives until it says otherwise.
USUAL_DAYS = 28
REMINDED_BEFORE = (7, 1)
MOST_WORDS = 1000
A_DAY = dt.timedelta(days=1)


def usual_last_day(today: dt.date, days: int, nation: str) -> dt.date:
    """So many days after today, or the next working day after that: the council can be asked on the last day."""
    last = today + dt.timedelta(days=max(days, LEAST_DAYS))
    while not is_working_day(last, nation):
        last += A_DAY
    return last


def next_reminder(last_day: dt.date, today: dt.date) -> dt.date | None:
    """The next day after today on which to remind somebody of a review; None when that was done often enough."""
    days = (last_day - dt.timedelta(days=before) for before in REMINDED_BEFORE)
    return next((day for day in days if day > today), None)


def is_overdue(last_day: dt.date, today: dt.date) -> bool:
    """Whether the last day has passed."""
    return last_day < today
