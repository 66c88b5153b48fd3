"""Fairness between councils: requests of a council with a rush give way to those of quieter councils.

Threads of one process compute one at a time, so a page that comes while another council's is being made takes up to
twice as long. Between two questions to the database, where little is under way, a request of the council that has asked
for more than its share waits a moment for those of councils that have not.
"""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

# How long a request counts against its council (the time in which its weight falls to 1/e), in seconds, and how many
# times as much as another's makes a rush.
REMEMBERED_SECONDS, RUSH = 5.0, 3.0
# The longest that one request stands aside in all. It may hold locks meanwhile; only its own council waits for those.
ASIDE_SECONDS = 0.05


class Courtesy:
    """Shared by all threads of a web process. A line is what waits together: a council's requests."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._changed = clock, threading.Condition()
        self._at_work: Counter[str] = Counter()
        # How much a line has asked for lately, as it was at that time.
        self._asked: dict[str, tuple[float, float]] = {}

    @contextlib.contextmanager
    def at_work(self, line: str) -> Iterator[Aside]:
        """Count one request of this line as in progress during the block; yields the query wrapper that gives way."""
        with self._changed:
            self._asked[line] = (self._lately(line) + 1, self._clock())
            self._at_work[line] += 1
        try:
            yield Aside(self, line)
        finally:
            with self._changed:
                self._at_work[line] -= 1
                if not self._at_work[line]:
                    del self._at_work[line]
                self._changed.notify_all()

    def wait_for_quieter(self, line: str, seconds: float) -> float:
        """Wait until no request of a quieter line is at work, for so many seconds at the most; returns how long."""
        # Read without the lock: nearly always there is one line at work, or none.
        if len(self._at_work) < 2 or seconds <= 0:
            return 0.0
        began = self._clock()
        with self._changed:
            self._changed.wait_for(lambda: not self._quieter_at_work(line), seconds)
        return self._clock() - began

    def _quieter_at_work(self, line: str) -> bool:
        mine = self._lately(line)
        return any(self._lately(other) * RUSH <= mine for other in self._at_work if other != line)

    def _lately(self, line: str) -> float:
        weight, at = self._asked.get(line, (0.0, 0.0))
        return weight * math.exp((at - self._clock()) / REMEMBERED_SECONDS)


class Aside:
    """Stands aside for one request. It is called around each of its questions to the database, as Django calls such
    wrappers (`connection.execute_wrapper`).
    """

    def __init__(self, courtesy: Courtesy, line: str) -> None:
        self._courtesy, self._line, self._left = courtesy, line, ASIDE_SECONDS

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self._left -= self._courtesy.wait_for_quieter(self._line, self._left)
        return execute(*asked)
