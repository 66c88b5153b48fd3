"""How long links and proofs of a partner's signature last, and how often the partner is written to."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

# A link in a message, and one that the claimant's screen shows.
LINK_LASTS, SHOWN_LINK_LASTS = dt.timedelta(days=14), dt.timedelta(minutes=30)
# From the code on, for reading and signing.
PROOF_LASTS = dt.timedelta(minutes=30)
# Messages for one signature that the claimant sets off; and when the platform reminds of it by itself.
MOST_SENT = 5
REMIND_AFTER = (dt.timedelta(days=3), dt.timedelta(days=10))
MOST_WORDS = 1000


class Need(StrEnum):
    """What the answers of a claim say of a partner's signature."""

    NONE = "none"
    WANTED = "wanted"
    UNSAFE = "unsafe"


def next_reminder(asked_at: dt.datetime, now: dt.datetime) -> dt.datetime | None:
    """When to remind of it next; None when that was done often enough."""
    return next((asked_at + wait for wait in REMIND_AFTER if asked_at + wait > now), None)
