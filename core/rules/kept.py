"""What a process keeps in memory between requests, up to so many bytes; what was used longest ago leaves first.

Only for what is the same for everybody who sees it: nothing about a person is kept here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """Things by key. `size` says how many bytes one takes in memory, about."""

    def __init__(self, max_bytes: int, size: Callable[[Thing], int]) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self._size = size
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._things)

    def items(self) -> list[tuple[Hashable, Thing]]:
        """Everything that is kept at this moment."""
        with self._lock:
            return list(self._things.items())

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._things.clear()
            self.bytes = 0

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing of a key, made when there is none. Two threads may both make it; the last one is kept."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        made = make()
        with self._lock:
            if key in self._things:
                self.bytes -= self._size(self._things[key])
            self._things[key] = made
            self._things.move_to_end(key)
            self.bytes += self._size(made)
            while self.bytes > self.max_bytes:
                self.bytes -= self._size(self._things.popitem(last=False)[1])
        return made
