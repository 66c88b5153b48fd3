"""A small application behind the real door and the real server, on a port of its own; and raw sockets to it."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import uvicorn

from betteroff.serving.addresses import networks
from betteroff.serving.connections import Connection, Idle
from betteroff.serving.door import Door
from betteroff.serving.limits import LIMITS, Limits

TOKENS = b"tokens"
# Quick, so that nobody waits for a test; slow enough for a busy machine.
QUICK = replace(LIMITS, header_seconds=0.4, body_silence=0.4, body_grace=0.8, send_seconds=0.4)


def telling(environ: dict[str, Any], start_response: Callable) -> list[bytes]:
    """Answers with what it was asked, as JSON."""
    asked = {name: value for name, value in environ.items() if isinstance(value, str)}
    text = json.dumps({**asked, "body": len(environ["wsgi.input"].read())}).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(text)))])
    return [text]


class Served:
    """Where it listens, and how to ask."""

    def __init__(self, port: int, door: Door) -> None:
        self.port, self.door = port, door
        self.opened: list[socket.socket] = []

    def ask(self, method: str = "GET", path: str = "/", body: Any = None, *, address: str = "", **headers: str):
        """(status, what was told or said) of one request from an address of this machine."""
        response, text = self.answer(method, path, body, address=address, **headers)
        return response.status, json.loads(text) if response.getheader("Content-Type") == "application/json" else text

    def answer(
        self, method: str, path: str, body: Any, *, address: str = "", **headers: str
    ) -> tuple[HTTPResponse, str]:
        """The response itself, and its text."""
        source = (address, 0) if address else None
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10, source_address=source)
        with contextlib.closing(connection):
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return response, response.read().decode()

    def connect(self, sent: bytes = b"", address: str = "127.0.0.1") -> socket.socket:
        """A connection on which so much was sent, and no more."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10, source_address=(address, 0))
        self.opened.append(connection)
        connection.sendall(sent)
        return connection


def answered(connection: socket.socket) -> int:
    """The status of the next response on a connection, once its body has come as well."""
    response = HTTPResponse(connection)
    response.begin()
    response.read()
    return response.status


def said(connection: socket.socket) -> bytes:
    """Everything until the other side hangs up."""
    parts = []
    with connection, contextlib.suppress(ConnectionResetError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


@contextlib.contextmanager
def served(
    application: Callable = telling, limits: Limits = QUICK, *, threads: int = 2, trusted: str = "192.0.2.0/24"
) -> Iterator[Served]:
    """The application at work until the block ends."""
    proxies = networks([trusted])
    door = Door(application, threads=threads, trusted=proxies, limits=limits)
    protocol = type("Quick", (Connection,), {"limits": limits, "idle": Idle()})

    async def http_only(scope, receive, send):
        await door(scope, receive, send)

    config = uvicorn.Config(
        http_only,
        http=protocol,
        lifespan="off",
        log_config=None,
        proxy_headers=False,
        ws="none",
        access_log=False,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0), backlog=500)
    runs = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    runs.start()
    ours = Served(listening.getsockname()[1], door)
    try:
        yield ours
    finally:
        for connection in ours.opened:
            connection.close()
        server.should_exit = True
        runs.join(10)
        listening.close()
