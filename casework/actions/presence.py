"""Saying which claims a member of staff has open: in Redis, gone by itself, and a lock on nothing."""

from __future__ import annotations

import time

import structlog
from redis.exceptions import RedisError

from accounts.actors import Actor
from casework.readers.presence import OPEN_FOR, key_of, still_there
from claims.models import Claim
from core.cache import counters

log = structlog.get_logger(__name__)


def note_open(*, claim: Claim, by: Actor) -> None:
    """Record that the actor has just opened a claim. Without Redis nothing is recorded."""
    key = key_of(claim)
    try:
        there = still_there(counters.get(key))
        there[str(by.membership.pk)] = [by.membership.display_name, time.time()]
        counters.set(key, there, OPEN_FOR)
    except RedisError:
        log.warning("presence_not_kept")
