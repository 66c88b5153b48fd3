"""`python -m bench.slow`: one council's page while others hold bodies that never come and sockets that ask nothing.

A plan (JSON) in, times in seconds (JSON) out. What is hung up is opened again.
"""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import threading
import time
from http.client import HTTPConnection
from typing import Any

BODIES, SOCKETS, REQUESTS = 8, 200, 100
HOST = "southmere.localhost"


def half_a_request(host: str) -> bytes:
    """A form whose body never comes whole."""
    lines = [
        "POST /account/sign-in/ HTTP/1.1", f"Host: {host}", f"Cookie: csrftoken={'a' * 32}", "Content-Length: 1000",
        "Content-Type: application/x-www-form-urlencoded", "", "csrf",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def hold(port: int, sent: bytes, stop: threading.Event) -> None:
    """Keep one connection open, with so much sent on it, until told to stop."""
    while not stop.is_set():
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as held:
            held.sendall(sent)
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    if not held.recv(65536):
                        break
        stop.wait(0.1)


def page(port: int) -> float:
    """Seconds of one page on a connection of its own."""
    began, connection = time.perf_counter(), HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        connection.request("GET", "/", headers={"Host": HOST})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"The page was refused: {response.status}")
    return time.perf_counter() - began


def run(plan: dict[str, Any]) -> list[float]:
    """The times of the page, under attack."""
    stop = threading.Event()
    sent = [half_a_request(plan["host"])] * BODIES + [b""] * SOCKETS
    threads = [threading.Thread(target=hold, args=(plan["port"], each, stop)) for each in sent]
    for thread in threads:
        thread.start()
    try:
        stop.wait(2)
        return [page(plan["port"]) for _ in range(REQUESTS)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
