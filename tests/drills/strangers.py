"""People without an account who send files, what that costs the platform, and another council's page meanwhile.

The drill in test_drills.py and the figures in bench/bombs.py look at the same.
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from tests.core.bombs import Peak, children_of
from tests.platform_process import processes_of

TOKEN, BOUNDARY = "a" * 32, "file"
FORM, KEY = "blue-badge", "photo"
# What a bomb is told, whichever: that it has too many pixels, or needs more than one file may have.
REFUSALS = ("more than we can open", "more memory or time than we can give")
PATIENCE_SECONDS = 60
EVERY_SECONDS = 0.02


class Stranger:
    """Somebody with a draft, behind a network address of their own."""

    def __init__(self, port: int, host: str, number: int) -> None:
        self.port, self.cookies = port, {"csrftoken": TOKEN}
        # The platform takes the word of a proxy on its own machine.
        self.headers = {"Host": host, "X-Forwarded-For": f"203.0.113.{number}", "Accept": "application/json"}
        status, address, _ = self._post(f"/forms/{FORM}/", b"_new=1", "application/x-www-form-urlencoded")
        if status != 302:
            raise RuntimeError(f"No draft was begun: {status}")
        self.draft = address.split("/")[2]

    def send(self, content: bytes) -> tuple[int, str]:
        """Status and sentences of one file."""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{KEY}"; filename="x.jpg"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        status, _, text = self._post(
            f"/claims/{self.draft}/files/{KEY}/", body, f"multipart/form-data; boundary={BOUNDARY}"
        )
        return status, " ".join(json.loads(text)["problems"]) if status in (200, 422) else text

    def _post(self, path: str, body: bytes, kind: str) -> tuple[int, str, str]:
        """Status, where it leads, and the text."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.headers, "Content-Type": kind, "X-CSRFToken": TOKEN, "Cookie": cookies}
        with contextlib.closing(connection):
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie", []):
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            return response.status, response.getheader("Location", ""), response.read().decode()


@dataclass
class Watch:
    """What was seen: the highest memory of a web process and of a child, in bytes; a page's times, in seconds."""

    web: Peak = field(default_factory=Peak)
    child: Peak = field(default_factory=Peak)
    times: list[float] = field(default_factory=list)


@contextlib.contextmanager
def watching(folder: Path, port: int, host: str) -> Iterator[Watch]:
    """Look at the processes of the platform in a folder, and ask for a council's page, while the block runs."""
    seen, over = Watch(), threading.Event()
    web = [pid for pid in processes_of(folder) if re.search(rb"uvicorn|multiprocessing.spawn", _command(pid))]

    def ask() -> None:
        while not over.wait(EVERY_SECONDS):
            seen.times.append(page_seconds(port, host))

    asks = threading.Thread(target=ask)
    with (
        Peak.of(lambda: web, EVERY_SECONDS) as seen.web,
        Peak.of(lambda: [child for pid in web for child in children_of(pid)], EVERY_SECONDS) as seen.child,
    ):
        asks.start()
        try:
            yield seen
        finally:
            over.set()
            asks.join()


def page_seconds(port: int, host: str) -> float:
    """Seconds of a council's first page; what is refused counts as never."""
    connection, began = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS), time.monotonic()
    with contextlib.closing(connection):
        connection.request("GET", "/", headers={"Host": host})
        response = connection.getresponse()
        response.read()
        return time.monotonic() - began if response.status == 200 else PATIENCE_SECONDS


def _command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return (Path("/proc") / str(pid) / "cmdline").read_bytes()
    return b""
