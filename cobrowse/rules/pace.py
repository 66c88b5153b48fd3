"""How much somebody may say at once: windows of a few seconds, counted in this process alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable


class Pace:
    """Counts what `who` says. most: how often in `seconds`, by the caller's clock (monotonic seconds)."""

    def __init__(self, *, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._since = 0.0
        self._said: Counter[Hashable] = Counter()

    def is_over(self, who: Hashable, now: float) -> bool:
        """Count one, and say whether that was too much."""
        if now - self._since >= self.seconds:
            # Everybody begins anew at once, so that nothing is held of who has gone.
            self._said.clear()
            self._since = now
        self._said[who] += 1
        return self._said[who] > self.most
