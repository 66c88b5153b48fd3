"""A WSGI application on a fixed pool of threads. A thread never waits for the network: the body has come before it
begins, and the answer is handed out after it has ended.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.http.request import split_domain_port, validate_host

from betteroff.serving.addresses import Visitor, without_forwarded
from betteroff.serving.courtesy import Courtesy
from betteroff.serving.turns import Turns
from core.rules.networks import network_of
from core.tenancy import HOST_ANSWERS

Application = Callable[[dict[str, Any], Callable], Iterable[bytes]]
MEMORY_BYTES = 1024 * 1024
# How long a thread that has heard from the database waits for the interpreter while another one computes. A page hears
# from it about ten times; with Python's own 5 ms, everybody waited for a rush of one council (bench/neighbours.py).
SWITCH_SECONDS = 0.0005


@dataclass
class Answer:
    """Everything that the application answered; `body` stands at its beginning, and is to be closed."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: BinaryIO


class Threads:
    """number: how many requests are worked on at a time; waiting: how many more may wait, each council in turn.

    hosts: the names that have a line of their own. courtesy: whose requests stand aside. Several of these share both.
    """

    def __init__(
        self, application: Application, *, number: int, waiting: int, name: str, hosts: Hosts, courtesy: Courtesy
    ) -> None:
        self.application, self._turns, self._hosts = application, Turns(number, waiting=waiting), hosts
        self._courtesy = courtesy
        self._pool = ThreadPoolExecutor(max_workers=number, thread_name_prefix=name)

    async def answer(self, environ: dict[str, Any]) -> Answer:
        """The application's answer, from a thread. Raises Busy, and whatever the application raises."""
        name = host_in(environ.get("HTTP_HOST", ""))
        line = self._hosts.line_of(name)
        await self._turns.take(line, network_of(environ["REMOTE_ADDR"]))
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._work, environ, line)
        finally:
            self._turns.give_back(line)
            if HOST_ANSWERS in environ:
                self._hosts.learn(name)

    def _work(self, environ: dict[str, Any], line: str) -> Answer:
        with self._courtesy.at_work(line) as aside, connection.execute_wrapper(aside):
            return run(self.application, environ)


class Hosts:
    """Which names have lines of their own. Used on one event loop.

    Whoever asks chooses the Host header, and below a wildcard of ALLOWED_HOSTS every name is allowed: one that nobody
    has must not be a line of its own that others wait for. So a name shares one line with all such names until a
    council has answered there, or the settings say it in full.
    """

    def __init__(self) -> None:
        said = [*settings.ALLOWED_HOSTS, *settings.PLATFORM_HOSTS]
        self._known = {name.lower() for name in said if not name.startswith((".", "*"))}

    def line_of(self, name: str) -> str:
        """The line in which requests for this name wait."""
        return name if name in self._known else ""

    def learn(self, name: str) -> None:
        """A council answered at this name."""
        self._known.add(name)


def host_in(said: str) -> str:
    """Of a Host header the name by which a council is found; "" for every name that the settings do not allow."""
    name, _port = split_domain_port(said)
    return name if name and validate_host(name, settings.ALLOWED_HOSTS) else ""


def run(application: Application, environ: dict[str, Any]) -> Answer:
    """Call a WSGI application and gather what it answers."""
    # Whoever hands the answer out closes it.
    answer = Answer(500, [], tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES))  # noqa: SIM115 - see above

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable:
        answer.status = int(status.partition(" ")[0])
        answer.headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]
        return answer.body.write

    try:
        parts = application(environ, start_response)
        try:
            for part in parts:
                answer.body.write(part)
        finally:
            # Django ends the request here, and gives its connection back.
            getattr(parts, "close", lambda: None)()
    except BaseException:
        answer.body.close()
        raise
    answer.body.seek(0)
    return answer


def environ_of(scope: dict[str, Any], visitor: Visitor, body: BinaryIO, length: int) -> dict[str, Any]:
    """What WSGI calls a request. It knows the visitor's address and scheme, and nothing that a proxy said of them."""
    server, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf8", "surrogateescape").decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server,
        "SERVER_PORT": str(port or 0),
        "REMOTE_ADDR": visitor.address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": visitor.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in without_forwarded(scope["headers"]):
        # "x_forwarded_for" would become the same name as "x-forwarded-for".
        if b"_" in name:
            continue
        key, text = name.decode("latin1").upper().replace("-", "_"), value.decode("latin1")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        separator = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{separator}{text}" if key in environ else text
    # A body sent in chunks says no length, and one that came whole has one.
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["CONTENT_LENGTH"] = str(length) if length or "CONTENT_LENGTH" in environ else ""
    return environ
