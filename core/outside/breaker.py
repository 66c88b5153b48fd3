"""A circuit breaker for one council's service, its state shared by every process through the cache (Redis).

Closed: everybody may ask. After a few failures in a row it opens: nobody asks until a time has passed. Then it is
half-open: one caller alone may try; success closes it, failure opens it for twice as long.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from redis.exceptions import RedisError

from core.cache import counters as cache
from core.outside.circuit import CircuitOpen, Permit

FAILURES_TO_OPEN = 3
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 15 * 60.0
# Failures further apart than this are not "in a row".
COUNT_FOR = 10 * 60
# A day of outage must not be forgotten between two probes.
REMEMBER_FOR = 2 * 24 * 3600
# Longer than any call may take: a probe whose process died is taken over after this.
PROBE_LEASE = 30
log = structlog.get_logger(__name__)


class Breaker:
    """name: one for each council and service. clock: seconds since the epoch, for tests."""

    def __init__(self, name: str, *, clock: Callable[[], float] = time.time) -> None:
        self._failures, self._tripped = f"breaker:{name}:failures", f"breaker:{name}:open"
        self._probe = f"breaker:{name}:probe"
        self._clock = clock

    def ask(self) -> Permit:
        """Leave to ask; the caller reports back with succeeded() or failed(). Raises CircuitOpen.

        Without Redis everybody may ask: each call has its own time limit.
        """
        try:
            return self._ask()
        except RedisError:
            log.warning("breaker_without_redis")
            return Permit()

    def _ask(self) -> Permit:
        if cache.get(self._tripped) is None:
            return Permit()
        self._refuse_before_time()
        token = uuid.uuid4().hex
        if not cache.add(self._probe, token, PROBE_LEASE):
            raise CircuitOpen(PROBE_LEASE)
        # Another probe may have ended since we looked: then this is none.
        try:
            still_open = self._refuse_before_time()
        except CircuitOpen:
            self._give_back(token)
            raise
        if not still_open:
            self._give_back(token)
            return Permit()
        return Permit(token)

    def _refuse_before_time(self) -> bool:
        """Raise CircuitOpen while nobody may ask; False when the circuit is closed."""
        tripped: dict[str, Any] | None = cache.get(self._tripped)
        if tripped is None:
            return False
        wait = tripped["until"] - self._clock()
        if wait > 0:
            raise CircuitOpen(wait)
        return True

    def succeeded(self, permit: Permit) -> None:
        """The service answered."""
        try:
            if permit.probe:
                cache.delete_many([self._tripped, self._failures])
                self._give_back(permit.probe)
            elif cache.get(self._tripped) is None:
                # One that was on its way when the circuit opened proves nothing about now.
                cache.delete(self._failures)
        except RedisError:
            log.warning("breaker_without_redis")

    def failed(self, permit: Permit, *, pause: float = 0) -> None:
        """The service failed; pause: seconds that it asked us to stay away, which opens the circuit at once."""
        try:
            self._failed(permit, pause)
        except RedisError:
            log.warning("breaker_without_redis")

    def _failed(self, permit: Permit, pause: float) -> None:
        tripped = cache.get(self._tripped)
        if permit.probe:
            self._open(min(2 * (tripped or {"pause": FIRST_PAUSE})["pause"], LONGEST_PAUSE), pause)
            self._give_back(permit.probe)
        elif tripped is None:
            cache.add(self._failures, 0, COUNT_FOR)
            if pause or cache.incr(self._failures) >= FAILURES_TO_OPEN:
                self._open(FIRST_PAUSE, pause)

    def _open(self, own: float, asked: float) -> None:
        until = self._clock() + max(own, asked)
        cache.set(self._tripped, {"until": until, "pause": own}, REMEMBER_FOR)
        log.warning("breaker_opened", seconds=round(max(own, asked)))

    def _give_back(self, token: str) -> None:
        if cache.get(self._probe) == token:
            cache.delete(self._probe)

    def is_open(self) -> bool:
        """True unless everybody may ask, as far as is known."""
        try:
            return cache.get(self._tripped) is not None
        except RedisError:
            log.warning("breaker_without_redis")
            return False

    def close(self) -> None:
        """Forget every failure: the address or the key is another now."""
        try:
            cache.delete_many([self._failures, self._tripped, self._probe])
        except RedisError:
            log.warning("breaker_without_redis")
