"""When somebody is away, and from when on a permission that ends is a task."""

from __future__ import annotations

import datetime as dt

# So long before its last day a permission that ends is a task, and so long a decision stays news.
BEFORE_END = dt.timedelta(days=14)
NEWS_FOR = dt.timedelta(days=30)
# So long after somebody came back they read what passed its day while they were away.
BACK_FOR = dt.timedelta(days=7)


def has_begun(starts_on: dt.date, today: dt.date) -> bool:
    """Whether an absence has begun: the first day counts in full."""
    return starts_on <= today


def is_over(ends_on: dt.date | None, today: dt.date) -> bool:
    """Whether an absence is over: the last day counts in full; without one it goes on."""
    return ends_on is not None and ends_on < today


def ends_soon(ends_on: dt.date | None, today: dt.date) -> bool:
    """Whether a permission with this last day is a task."""
    return ends_on is not None and today <= ends_on <= today + BEFORE_END
