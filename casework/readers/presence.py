"""Who else opened a claim in the last minutes, so that two do not begin the same work unawares."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from typing import Any

from redis.exceptions import RedisError

from accounts.actors import Actor
from claims.models import Claim
from core.cache import counters

# So many seconds after opening it somebody may still be at it.
OPEN_FOR = 10 * 60
MINUTE = dt.timedelta(minutes=1)


def key_of(claim: Claim) -> str:
    """Where Redis has who opened a claim."""
    return f"open-claim:{claim.council_id}:{claim.pk}"


def still_there(kept: Any) -> dict[str, list[Any]]:
    """Of what Redis kept, by the key of a membership its name and when it opened the claim, what is not over."""
    now = time.time()
    return {who: seen for who, seen in (kept or {}).items() if now - seen[1] < OPEN_FOR}


def others_at(claims: Iterable[Claim], actor: Actor) -> dict[int, list[tuple[str, int]]]:
    """By the keys of claims the names of colleagues who opened them, and how many minutes ago, the latest first.

    Without Redis it says nothing of anybody.
    """
    keys = {key_of(claim): claim.pk for claim in claims}
    try:
        kept = counters.get_many(list(keys)) if keys else {}
    except RedisError:
        return {}
    found = {}
    for key, value in kept.items():
        others = [seen for who, seen in still_there(value).items() if who != str(actor.membership.pk)]
        others.sort(key=lambda seen: -seen[1])
        if others:
            found[keys[key]] = [(name, dt.timedelta(seconds=time.time() - at) // MINUTE) for name, at in others]
    return found
