"""Redis that does not answer: the first who waits in vain spares the others the wait."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

# No answer within this is none: a command takes less than a millisecond. Broker, cache and limits all keep to it.
ANSWER_SECONDS = 1.0
PAUSE_SECONDS = 3.0


class NotAsked(RedisConnectionError):
    """Somebody just waited in vain, so nobody asks for a moment. Handled like a Redis that is away."""


class Circuit:
    """After an answer that did not come nobody asks for `pause` seconds; then one does, while the others still do not.

    One that refuses a connection costs no time, so everybody goes on asking it. clock: seconds, for tests.
    """

    def __init__(self, pause: float = PAUSE_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._pause, self._clock = pause, clock
        self._until: float | None = None
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """Ask Redis within the block. Raises NotAsked instead of running it while nobody asks."""
        with self._lock:
            if self._until is not None:
                if self._clock() < self._until:
                    raise NotAsked("Redis did not answer a moment ago.")
                self._until = self._clock() + self._pause
        try:
            yield
        except Exception as problem:
            if timed_out(problem):
                with self._lock:
                    self._until = self._clock() + self._pause
            raise
        with self._lock:
            self._until = None


def timed_out(problem: BaseException | None) -> bool:
    """Whether an error, or one that it was raised from, is an answer that did not come."""
    while problem is not None:
        if isinstance(problem, RedisTimeoutError | TimeoutError):
            return True
        problem = problem.__cause__ or problem.__context__
    return False


# One for each process: broker, cache and limits are the same Redis.
redis_circuit = Circuit()
