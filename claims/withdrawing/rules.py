"""For how long claimants may take back a withdrawal themselves."""

from __future__ import annotations

import datetime as dt

UNDO_DAYS = 7
MOST_WORDS = 1000


def may_undo(withdrawn_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether the claimant may take it back without asking."""
    return now < withdrawn_at + dt.timedelta(days=UNDO_DAYS)
