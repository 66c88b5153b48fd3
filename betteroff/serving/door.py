"""The ASGI application around Django: who asks, their body, a thread, the answer. What it refuses it says plainly."""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from django.utils.http import parse_header_parameters

from betteroff.serving.addresses import Headers, Network, visitor
from betteroff.serving.bodies import Bodies, BodyRefused, Gone, Receive
from betteroff.serving.courtesy import Courtesy
from betteroff.serving.limits import LIMITS, Limits
from betteroff.serving.refusals import refusal
from betteroff.serving.threads import Answer, Application, Hosts, Threads, environ_of
from betteroff.serving.turns import Busy
from core.rules.networks import network_of
from core.rules.numbers import whole_number

Send = Callable[[dict[str, Any]], Awaitable[None]]
PART_BYTES = 64 * 1024
HEALTH, COMPUTERS = "/healthz", "/api/"
CHARSETS, CONTENT_TYPE_BYTES = frozenset({"utf-8", "ascii"}), 1000


class Door:
    """application: WSGI. threads: how many requests of people it works on at a time, as many connections to the
    database. Computers have a quarter as many beside them, so that a burst of theirs takes little from people.

    trusted: whose word about the visitor's address is taken. hosts: the names of councils, as far as they are known.
    """

    def __init__(
        self, application: Application, *, threads: int, trusted: Sequence[Network], limits: Limits = LIMITS,
        hosts: Hosts | None = None,
    ) -> None:  # fmt: skip
        self.trusted, self.bodies = trusted, Bodies(limits)
        shared = {"hosts": hosts or Hosts(), "courtesy": Courtesy()}

        def working(name: str, number: int) -> Threads:
            return Threads(application, number=number, waiting=limits.waiting, name=name, **shared)

        self._pages, self._computers = working("pages", threads), working("computers", -(-threads // 4))
        # Health is asked for when every other thread is stuck; two at a time by one host.
        self._health = working("health", 4)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        try:
            answer = await self._answer(scope, receive)
        except Gone:
            return
        except BodyRefused as refused:
            answer = refusal(refused.status, scope)
        except Busy:
            answer = refusal(503, scope)
        with answer.body:
            await _send(answer, send)

    async def _answer(self, scope: dict[str, Any], receive: Receive) -> Answer:
        asked_by = visitor((scope.get("client") or ("", 0))[0], scope["scheme"], scope["headers"], self.trusted)
        check_charset(scope["headers"])
        network = network_of(asked_by.address)
        body, length = await self.bodies.read(receive, declared=_declared(scope), address=network)
        # The file's own `with` would not tell that its bytes are gone.
        with contextlib.closing(body):
            return await self._threads_for(scope["path"]).answer(environ_of(scope, asked_by, body, length))

    def _threads_for(self, path: str) -> Threads:
        if path == HEALTH:
            return self._health
        return self._computers if path.startswith(COMPUTERS) else self._pages


def check_charset(headers: Headers) -> None:
    """Django reads words in whatever way the request names. Our pages send UTF-8; of Python's other ways some take the
    square of the length ("punycode"), and some leave Django without an answer. Raises BodyRefused.
    """
    said = b",".join(value for name, value in headers if name == b"content-type")
    if len(said) > CONTENT_TYPE_BYTES:
        raise BodyRefused(400)
    try:
        name = codecs.lookup(parse_header_parameters(said.decode("latin-1"))[1].get("charset", "utf-8")).name
    except LookupError:
        # Django knows no such way either, and takes UTF-8.
        return
    except ValueError as problem:
        raise BodyRefused(400) from problem
    if name not in CHARSETS:
        raise BodyRefused(400)


def _declared(scope: dict[str, Any]) -> int | None:
    """Content-Length, None when there is none. Raises BodyRefused when it is no number."""
    said = [value for name, value in scope["headers"] if name == b"content-length"]
    if not said:
        return None
    length = whole_number(said[0].decode("latin-1"), most=10**18)
    if len(set(said)) > 1 or length is None:
        raise BodyRefused(400)
    return length


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    while part := answer.body.read(PART_BYTES):
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
