"""A stand-in for entitledto on this machine, with real sockets: it answers as told, or refuses, hangs and dribbles."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from calculator.engine.external import mapping

FINE = {
    "format": mapping.FORMAT,
    "ratesYear": 2026,
    "entitlements": [
        {"benefit": "UNIVERSAL_CREDIT", "amount": 520.00, "period": "month"},
        {"benefit": "CHILD_BENEFIT", "amount": 26.05, "period": "week"},
        {"benefit": "HOUSING_BENEFIT", "amount": 0, "period": "week"},
    ],
}


@dataclass(frozen=True)
class Request:
    """What arrived."""

    line: str
    headers: dict[str, str]
    body: bytes


Behaviour = Callable[[socket.socket, "StandIn"], None]


@dataclass
class StandIn:
    """script: what it does to the next requests, in order; then everything is fine."""

    script: list[Behaviour] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    address: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    most_at_once: int = 0
    at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def raw(content: bytes) -> Behaviour:
    """Exactly these bytes, then the end."""
    return lambda connection, _: connection.sendall(content)


def answer(status: int, body: object, *, content_type: str = "application/json", **headers: str) -> Behaviour:
    """A whole HTTP answer; a body that is not bytes goes out as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {"Content-Type": content_type, "Content-Length": str(len(content)), "Connection": "close"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Answer", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    return raw("\r\n".join(lines).encode() + content)


def fine(**changes: object) -> Behaviour:
    """The answer that was agreed, with these parts of it changed."""
    return answer(200, FINE | changes)


def entitlements(*entries: object) -> Behaviour:
    """An answer with these entitlements."""
    return fine(entitlements=list(entries))


def hang(connection: socket.socket, stand_in: StandIn) -> None:
    """Say nothing until the test is over."""
    stand_in.stop.wait(30)


def dribble(content: bytes, *, seconds: float = 0.1) -> Behaviour:
    """One byte at a time: no silence is ever long."""

    def behave(connection: socket.socket, stand_in: StandIn) -> None:
        for number in range(len(content)):
            if stand_in.stop.wait(seconds):
                return
            connection.sendall(content[number : number + 1])

    return behave


def late(behaviour: Behaviour, seconds: float) -> Behaviour:
    """The same after a pause."""

    def behave(connection: socket.socket, stand_in: StandIn) -> None:
        stand_in.stop.wait(seconds)
        behaviour(connection, stand_in)

    return behave


def reset(connection: socket.socket, stand_in: StandIn) -> None:
    """Cut the connection off without an answer."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hang_up(connection: socket.socket, stand_in: StandIn) -> None:
    """Close the connection properly without an answer."""


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """A stand-in that listens on a port of its own."""
    stand_in = StandIn()
    listener = socket.create_server(("127.0.0.1", 0))
    stand_in.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    threading.Thread(target=_accept, args=(listener, stand_in), daemon=True).start()
    try:
        yield stand_in
    finally:
        stand_in.stop.set()
        # Closing alone does not wake a thread that waits in accept().
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def closed_port() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def _accept(listener: socket.socket, stand_in: StandIn) -> None:
    while not stand_in.stop.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, stand_in), daemon=True).start()


def _serve(connection: socket.socket, stand_in: StandIn) -> None:
    with connection:
        with stand_in.lock:
            stand_in.at_once += 1
            stand_in.most_at_once = max(stand_in.most_at_once, stand_in.at_once)
        try:
            request = _read(connection)
            with stand_in.lock:
                stand_in.requests.append(request)
                behaviour = stand_in.script.pop(0) if stand_in.script else fine()
            behaviour(connection, stand_in)
        except OSError:
            # The caller has had enough and is gone: that is what some tests are about.
            return
        finally:
            with stand_in.lock:
                stand_in.at_once -= 1


def _read(connection: socket.socket) -> Request:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    line, *rest = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (each.partition(": ") for each in rest)}
    while len(body) < int(headers["content-length"]):
        body += _more(connection)
    return Request(line, headers, body)


def _more(connection: socket.socket) -> bytes:
    found = connection.recv(65536)
    if not found:
        raise ConnectionError("gone")
    return found
