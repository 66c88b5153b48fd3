"""Whose request gets the next free thread: each council's in turn, so that a rush at one holds up nobody else's."""

from __future__ import annotations

import asyncio
from collections import Counter, deque


class Busy(Exception):
    """As many requests as may wait for a thread are waiting."""


class Turns:
    """Used on one event loop.

    number: how many are at work at a time. waiting: how many more may wait. Those of one host take no more than half of
    either, rounded up, and those of one network no more than half of a host's places to wait.
    """

    def __init__(self, number: int, *, waiting: int) -> None:
        self._free, self._at_work_a_host = number, -(-number // 2)
        self._places, self._places_a_host = waiting, -(-waiting // 2)
        self._places_a_network = -(-self._places_a_host // 2)
        self._at_work: Counter[str] = Counter()
        # How many wait, by network.
        self._waiting: Counter[str] = Counter()
        # Who waits, by host; the host whose turn is next comes first.
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}

    async def take(self, host: str, network: str) -> None:
        """Wait until it is this host's turn. Raises Busy. Whoever has taken one gives it back."""
        if self._free and self._at_work[host] < self._at_work_a_host:
            self._begin(host)
            return
        if not self._has_place(host, network):
            raise Busy
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(host, deque()).append(turn)
        self._waiting[network] += 1
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back(host)
            raise
        finally:
            _one_fewer(self._waiting, network)

    def _has_place(self, host: str, network: str) -> bool:
        """Whether somebody there may wait for this host's turn."""
        in_all = sum(map(len, self._lines.values()))
        in_line = len(self._lines.get(host, ()))
        of_network = self._waiting[network]
        return in_all < self._places and in_line < self._places_a_host and of_network < self._places_a_network

    def give_back(self, host: str) -> None:
        """Let the next one in, or keep the place for whoever comes."""
        self._free += 1
        _one_fewer(self._at_work, host)
        for waits in list(self._lines):
            if self._at_work[waits] < self._at_work_a_host and self._let_in(waits):
                return

    def _begin(self, host: str) -> None:
        self._free -= 1
        self._at_work[host] += 1

    def _let_in(self, host: str) -> bool:
        """The first of this host's line that is still there; the rest of it goes behind every other host."""
        line = self._lines.pop(host)
        while line:
            turn = line.popleft()
            if not turn.done():
                self._begin(host)
                turn.set_result(None)
                break
        else:
            return False
        if line:
            self._lines[host] = line
        return True


def _one_fewer(counter: Counter[str], name: str) -> None:
    counter[name] -= 1
    if not counter[name]:
        del counter[name]
