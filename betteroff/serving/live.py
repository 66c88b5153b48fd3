"""What stays open: sockets, and polls that wait. Only so many of each address, and so many in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from channels.routing import URLRouter
from django.urls import URLPattern
from django.urls.exceptions import Resolver404

from betteroff.serving.addresses import Network, visitor
from core.rules.networks import network_of

# A library's address is many people's, and a poll whose page was left stays for a moment.
AN_ADDRESS, IN_ALL = 200, 1000
# One conversation has two sides with a few windows each: one person cannot hold everybody's places.
AT_ONE_ADDRESS = 12


class Live:
    """sockets, polls: addresses of each kind. trusted: whose word about the visitor's address is taken."""

    def __init__(
        self, sockets: Sequence[URLPattern], polls: Sequence[URLPattern], *, trusted: Sequence[Network],
        an_address: int = AN_ADDRESS, in_all: int = IN_ALL,
    ) -> None:  # fmt: skip
        self._routers = {"websocket": URLRouter(list(sockets)), "http": URLRouter(list(polls))}
        self._polls, self._trusted = polls, trusted
        self._an_address, self._in_all = an_address, in_all
        self._open: Counter[str] = Counter()
        self._at: Counter[str] = Counter()

    def takes(self, scope: dict[str, Any]) -> bool:
        """Whether a request is one of ours: every socket, and the polls that wait."""
        if scope["type"] == "websocket":
            return True
        if scope["method"] != "GET":
            return False
        path = scope["path"].lstrip("/")
        return any(_matches(pattern, path) for pattern in self._polls)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Serve one socket or poll for as long as it is open."""
        peer = (scope.get("client") or ("", 0))[0]
        asked_by = visitor(peer, scope["scheme"], scope["headers"], self._trusted)
        address, path = asked_by.address, scope["path"]
        network = network_of(address)
        if (
            self._open[network] >= self._an_address
            or self._at[path] >= AT_ONE_ADDRESS
            or self._open.total() >= self._in_all
        ):
            await _refuse(scope, send, 429)
            return
        self._open[network] += 1
        self._at[path] += 1
        try:
            await self._routers[scope["type"]]({**scope, "client": (address, 0)}, receive, send)
        except ValueError as problem:
            # Channels says so of an address that it does not know.
            if "No route found" not in str(problem):
                raise
            await _refuse(scope, send, 404)
        finally:
            for counter, counted in ((self._open, network), (self._at, path)):
                counter[counted] -= 1
                if not counter[counted]:
                    del counter[counted]


def _matches(pattern: URLPattern, path: str) -> bool:
    try:
        return pattern.resolve(path) is not None
    except Resolver404:
        return False


async def _refuse(scope: dict[str, Any], send: Any, status: int) -> None:
    if scope["type"] == "websocket":
        # Before it is accepted, this is a plain refusal.
        await send({"type": "websocket.close", "code": 4000 + status})
        return
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b"{}"})
