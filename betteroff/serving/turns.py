"""Whose request gets the next free thread: each council's in turn, so that a rush at one holds up nobody else's."""

from __future__ import annotations

import asyncio
from collections import deque


class Busy(Exception):
    """As many requests as may wait for a thread are waiting."""


class Turns:
    """Used on one event loop.

    number: how many are at work at a time. waiting: how many more may wait; those of one host take no more than half of
    these places, rounded up.
    """

    def __init__(self, number: int, *, waiting: int) -> None:
        self._free, self._places, self._places_a_host = number, waiting, -(-waiting // 2)
        # Who waits, by host; the host whose turn is next comes first.
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}

    async def take(self, host: str) -> None:
        """Wait until it is this host's turn. Raises Busy. Whoever has taken one gives it back."""
        if self._free:
            self._free -= 1
            return
        line = self._lines.get(host, ())
        if sum(map(len, self._lines.values())) >= self._places or len(line) >= self._places_a_host:
            raise Busy
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(host, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back()
            raise

    def give_back(self) -> None:
        """Let the next one in, or keep the place for whoever comes."""
        while self._lines:
            host = next(iter(self._lines))
            line = self._lines.pop(host)
            turn = line.popleft()
            if line:
                # Behind every other host.
                self._lines[host] = line
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
