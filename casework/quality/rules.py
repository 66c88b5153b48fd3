"""Drawing lots so that it can be worked out again."""

from __future__ import annotations

import hashlib

# Places from 0 to one less: a hundredth of a percent each.
PLACES = 10_000
A_PERCENT = PLACES // 100


def place_of(seed: str, claim: str) -> int:
    """The place of a claim (its public id) among PLACES: all are equally likely, and of one seed always the same."""
    digest = hashlib.sha256(f"{seed}:{claim}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % PLACES


def is_drawn(place: int, percent: int, before: int, most: int | None) -> bool:
    """Whether a place is drawn, of so many percent, when so many were drawn before and so many may be (None: any)."""
    return place < percent * A_PERCENT and (most is None or before < most)
