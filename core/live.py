"""Waking screens: a topic has changed, whoever shows it asks for what is new.

A wake-up is a hint without content, sent on commit. Whoever misses one asks again a little later: rows are the truth.
"""

from __future__ import annotations

import functools

import structlog
from django.db import transaction
from redis.exceptions import RedisError

from core.cache import counters
from core.circuit import redis_circuit

PREFIX = "live:"
log = structlog.get_logger(__name__)


def wake(topic: str) -> None:
    """Tell every process that `topic` has changed, when the transaction commits. Without Redis nobody is told."""
    transaction.on_commit(functools.partial(_publish, topic))


def _publish(topic: str) -> None:
    try:
        with redis_circuit.asking():
            counters._cache.get_client(None, write=True).publish(PREFIX + topic, b"")
    except RedisError:
        log.warning("screens_not_woken")
