"""What stays open: sockets, and polls that wait. Only so many of each address, of each council, and in all."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from channels.routing import URLRouter
from django.urls import URLPattern
from django.urls.exceptions import Resolver404

from betteroff.serving.addresses import Headers, Network, visitor
from betteroff.serving.threads import Hosts, host_in
from cobrowse.rules.pace import Pace
from core.rules.networks import network_of

# A library's address is many people's, and a poll whose page was left stays for a moment.
AN_ADDRESS, IN_ALL = 200, 1000
# One conversation has two sides with a few windows each: one person cannot hold everybody's places.
AT_ONE_ADDRESS = 12
# How often in ten seconds one side of a conversation, and everybody of a network, may come: each time costs a look into
# the database. A page without sockets asks anew for each of the other side's edits, five a second, in a few windows.
COMES, NETWORK_COMES, WINDOW = 200, 4000, 10.0
# What a consumer finds in its scope, to be called with whether who is there has signed in, once it knows who they are.
KNOWN = "known"


class Full(Exception):
    """So many visitors of this council are here already."""


class Live:
    """Limits how many connections stay open at once, in all and from each network address and council.

    sockets, polls: the URL patterns of each kind. trusted: proxies whose X-Forwarded-For header is believed. hosts: the
    host names of the councils.

    One council may hold half of all places. Visitors, who have not signed in, may hold half of those, and connections
    whose sender is not identified yet a quarter: visitors crowd out neither other councils nor those who signed in.
    """

    def __init__(
        self, sockets: Sequence[URLPattern], polls: Sequence[URLPattern], *, trusted: Sequence[Network],
        hosts: Hosts | None = None, an_address: int = AN_ADDRESS, in_all: int = IN_ALL,
    ) -> None:  # fmt: skip
        self._routers = {"websocket": URLRouter(list(sockets)), "http": URLRouter(list(polls))}
        self._polls, self._trusted = polls, trusted
        self._an_address, self._in_all = an_address, in_all
        self._a_host = -(-in_all // 2)
        self._visitors_a_host, self._unknown_a_host = -(-self._a_host // 2), -(-self._a_host // 4)
        # Open connections: by network address, by path and by host; then visitors' and unidentified ones by host.
        self._open, self._at, self._of_host = Counter[str](), Counter[str](), Counter[str]()
        self._visitors, self._unknown = Counter[str](), Counter[str]()
        self._hosts = hosts or Hosts()
        self._comes, self._network_comes = (Pace(most=most, seconds=WINDOW) for most in (COMES, NETWORK_COMES))

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
        name = host_in(_host_said(scope["headers"]))
        line = self._hosts.line_of(name)
        if self._comes_too_often(network, path) or not self._has_place(network, path, line):
            await _refuse(scope, send, 429)
            return
        counted = [(self._open, network), (self._at, path), (self._of_host, line), (self._unknown, line)]

        def known(signed_in: bool) -> None:
            if counted[-1][0] is not self._unknown:
                return
            self._hosts.learn(name)
            _one_fewer(*counted.pop())
            if not signed_in:
                if self._visitors[line] >= self._visitors_a_host:
                    raise Full
                counted.append((self._visitors, line))
                self._visitors[line] += 1

        for counter, key in counted:
            counter[key] += 1
        try:
            await self._routers[scope["type"]]({**scope, "client": (address, 0), KNOWN: known}, receive, send)
        except Full:
            await _refuse(scope, send, 429)
        except ValueError as problem:
            # Channels says so of an address that it does not know.
            if "No route found" not in str(problem):
                raise
            await _refuse(scope, send, 404)
        finally:
            for each in counted:
                _one_fewer(*each)

    def _comes_too_often(self, network: str, path: str) -> bool:
        now = time.monotonic()
        # Each is counted, whichever was over first.
        return sum([self._network_comes.is_over(network, now), self._comes.is_over(path, now)]) > 0

    def _has_place(self, network: str, path: str, line: str) -> bool:
        """Whether one more may be open there, of this council."""
        return (
            self._open[network] < self._an_address
            and self._at[path] < AT_ONE_ADDRESS
            and self._open.total() < self._in_all
            and self._of_host[line] < self._a_host
            and self._unknown[line] < self._unknown_a_host
        )


def _host_said(headers: Headers) -> str:
    return next((value.decode("latin-1") for name, value in headers if name == b"host"), "")


def _one_fewer(counter: Counter[str], key: str) -> None:
    counter[key] -= 1
    if not counter[key]:
        del counter[key]


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
