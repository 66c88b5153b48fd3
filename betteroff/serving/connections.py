"""uvicorn's HTTP, with a limit to how long a connection may say nothing: uvicorn itself waits for ever.

Named on its command line: `--http betteroff.serving.connections:Connection`.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from betteroff.serving.addresses import parse
from betteroff.serving.limits import LIMITS, Limits
from core.rules.networks import network_of


class Idle:
    """The connections of this process on which nobody asks anything, the one that has waited longest first."""

    def __init__(self) -> None:
        self._waiting: dict[Connection, str] = {}
        self._of_address: Counter[str] = Counter()

    def add(self, connection: Connection, address: str, limits: Limits) -> None:
        """Over a limit, the one that has waited longest is hung up: whoever comes now is never turned away for it."""
        self.remove(connection)
        self._waiting[connection] = address
        self._of_address[address] += 1
        if address and self._of_address[address] > limits.idle_an_address:
            next(one for one, its in self._waiting.items() if its == address).hang_up()
        if len(self._waiting) > limits.idle_in_all:
            next(iter(self._waiting)).hang_up()

    def remove(self, connection: Connection) -> None:
        """It asks something, or it is gone."""
        address = self._waiting.pop(connection, None)
        if address is not None:
            self._of_address[address] -= 1
            if not self._of_address[address]:
                del self._of_address[address]


class Connection(HttpToolsProtocol):
    """One connection: request lines and headers come within a time and a size, and answers are taken within a time."""

    limits = LIMITS
    idle = Idle()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None
        self._asking, self._header_bytes, self._body_came = True, 0, False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.idle.add(self, self._counted_address(), self.limits)
        self._wait_for_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self.idle.remove(self)
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._body_came = False
        super().data_received(data)
        # Headers may follow a body sent in chunks, too, and its chunks may have words of their own.
        self._header_bytes = 0 if self._body_came else self._header_bytes + len(data)
        if self._header_bytes > self.limits.header_bytes:
            self.hang_up()

    def on_body(self, body: bytes) -> None:
        self._body_came = True
        super().on_body(body)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        # A connection that was used before has its time from here.
        if not self._asking:
            self._asking, self._header_bytes = True, 0
            self._wait_for_headers()

    def on_headers_complete(self) -> None:
        self._asking = False
        self._stop_waiting()
        self.idle.remove(self)
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            # It closes when the last bytes are taken, which may be never.
            self._stop_waiting()
            self._timer = self.loop.call_later(self.limits.send_seconds, self.hang_up)
        elif not self.pipeline and not self._asking:
            self.idle.add(self, self._counted_address(), self.limits)

    def timeout_keep_alive_handler(self) -> None:
        self.hang_up()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._write_timer is None:
            self._write_timer = self.loop.call_later(self.limits.send_seconds, self.hang_up)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    def hang_up(self) -> None:
        """At once: what has not been taken by now is lost."""
        if self.transport is not None:
            self.transport.abort()

    def _wait_for_headers(self) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(self.limits.header_seconds, self.hang_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _counted_address(self) -> str:
        """The network to count this connection under; "" for a trusted proxy, which carries everybody's connections."""
        peer = parse(self.client[0]) if self.client else None
        if peer is None or any(peer in network for network in settings.TRUSTED_PROXIES):
            return ""
        return network_of(str(peer))
