"""Reads a request's body on the event loop: bounded in size and time, on disk when large.

No thread, no transaction and no database connection waits for the network meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, BinaryIO

from betteroff.serving.limits import Limits

Receive = Callable[[], Awaitable[dict[str, Any]]]


class BodyRefused(Exception):
    """The body was not taken; `status` says why: 400, 408 or 413."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Gone(Exception):
    """The visitor hung up before the body was whole."""


class Bodies:
    """The bodies of one process that are being read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes = 0
        # Those of which a part is missing, the one that began first in front.
        self._reading: list[_Reading] = []
        self._of_address: dict[str, list[_Reading]] = defaultdict(list)

    async def read(self, receive: Receive, *, declared: int | None, address: str) -> tuple[BinaryIO, int]:
        """The whole body, at its beginning, and its length. Close it: then its bytes count no longer.

        declared: Content-Length, None when there is none. Raises BodyRefused and Gone.
        """
        if declared is not None and declared > self.limits.body_bytes:
            raise BodyRefused(413)
        reading = _Reading(self, receive)
        try:
            # Most bodies have come with their headers: those are taken without a wait.
            with self._listed(reading, address):
                await reading.take_all()
        except BaseException as problem:
            reading.body.close()
            if isinstance(problem, TimeoutError):
                raise BodyRefused(408) from problem
            raise
        reading.body.seek(0)
        return reading.body, reading.body.size

    def took(self, number: int) -> None:
        """So many bytes more are kept (or less, when negative)."""
        self.bytes += number
        if number > 0 and self.bytes > self.limits.body_bytes_in_all and self._reading:
            self._reading[0].give_up()

    @contextlib.contextmanager
    def _listed(self, reading: _Reading, address: str) -> Iterator[None]:
        mine = self._of_address[address]
        mine.append(reading)
        self._reading.append(reading)
        if len(mine) > self.limits.bodies_an_address:
            mine[0].give_up()
        if len(self._reading) > self.limits.bodies_in_all:
            self._reading[0].give_up()
        try:
            yield
        finally:
            self._reading.remove(reading)
            mine.remove(reading)
            if not mine:
                self._of_address.pop(address, None)


class _Body(tempfile.SpooledTemporaryFile):
    """What has come so far; it tells when its bytes are no longer kept."""

    def __init__(self, bodies: Bodies) -> None:
        super().__init__(max_size=bodies.limits.body_memory)
        self.bodies, self.size = bodies, 0

    def take(self, part: bytes) -> None:
        """One more part at the end."""
        self.write(part)
        self.size += len(part)
        self.bodies.took(len(part))

    def close(self) -> None:
        self.bodies.took(-self.size)
        self.size = 0
        super().close()


class _Reading:
    """One body on its way."""

    def __init__(self, bodies: Bodies, receive: Receive) -> None:
        self.limits, self.receive, self.body = bodies.limits, receive, _Body(bodies)
        self.began = asyncio.get_running_loop().time()
        self._given_up = False
        self._timeout: asyncio.Timeout | None = None

    async def _take(self) -> bool:
        """The next part; False when it was the last."""
        message = await self.receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        if self.body.size + len(part) > self.limits.body_bytes:
            raise BodyRefused(413)
        self.body.take(part)
        return message.get("more_body", False)

    async def take_all(self) -> None:
        """Every part, as long as they come quickly enough. Raises TimeoutError."""
        async with asyncio.timeout_at(self._until()) as self._timeout:
            while await self._take():
                if self._given_up:
                    raise TimeoutError
                self._timeout.reschedule(self._until())

    def give_up(self) -> None:
        """Others need the room."""
        self._given_up = True
        if self._timeout is not None and not self._timeout.expired():
            self._timeout.reschedule(asyncio.get_running_loop().time())

    def _until(self) -> float:
        now = asyncio.get_running_loop().time()
        if self._given_up:
            return now
        allowed = self.began + self.limits.body_grace + self.body.size / self.limits.body_bytes_a_second
        return min(now + self.limits.body_silence, allowed)
