"""How long a claimant takes back by themself that they withdrew."""

from __future__ import annotations

import datetime as dt

UNDO_DAYS = 7
MOST_WORDS = 1000
# The code of the status of a withdrawn claim.
WITHDRAWN = "withdrawn"


def may_undo(withdrawn_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether the claimant may take it back without asking."""
    return now < withdrawn_at + dt.timedelta(days=UNDO_DAYS)
