"""One person's line: a socket on a web process that is chosen, and posts on one connection to the same process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import time
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

TOKEN = "a" * 32
TRIES, OPEN_SECONDS = 60, 60
# What a masked frame from a browser has before its first letter.
FRAME_BYTES = 6


class Counted(ClientConnection):
    """A socket that counts the bytes which come on the wire."""

    received_bytes = 0

    def data_received(self, data: bytes) -> None:
        self.received_bytes += len(data)
        super().data_received(data)


class Line:
    """A socket from one side of a pair; `heard` is (when, message) of all that it said."""

    def __init__(self, socket: Counted) -> None:
        self.socket, self.sent_bytes, self.heard = socket, 0, []

    @property
    def bytes(self) -> int:
        """Bytes on the wire so far, both ways."""
        return self.socket.received_bytes + self.sent_bytes

    async def say(self, message: dict[str, Any]) -> None:
        """One message."""
        text = json.dumps(message)
        self.sent_bytes += len(text) + FRAME_BYTES
        await self.socket.send(text)

    async def hear(self) -> None:
        """Write down what comes, until it is closed."""
        with contextlib.suppress(ConnectionClosed):
            async for text in self.socket:
                self.heard.append((time.perf_counter(), json.loads(text)))


async def open_line(site: dict[str, Any], path: str, session: str, pid: int | None) -> Line:
    """A socket at `path` on the web process `pid`, or on any for None. `site` has `port`, `host` and `pids`."""
    name = f"{site['host']}:{site['port']}"
    headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", **site.get("headers", {})}
    for _ in range(TRIES):
        socket = await connect(
            f"ws://{name}{path}", host="127.0.0.1", port=site["port"], origin=f"http://{name}",
            additional_headers=headers, create_connection=Counted, open_timeout=OPEN_SECONDS,
        )  # fmt: skip
        if pid is None or owner(socket.local_address[1], site["port"], site["pids"]) == pid:
            return Line(socket)
        await socket.close()
    raise RuntimeError(f"No connection came to the web process {pid}.")


class Poster:
    """Posts of one person's page, on a connection that stays open."""

    def __init__(self, site: dict[str, Any], session: str, pid: int | None) -> None:
        self.site, self.session, self.pid = site, session, pid
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self) -> None:
        """Connect to the web process that is wanted."""
        for _ in range(TRIES):
            reader, writer = self.streams = await asyncio.open_connection("127.0.0.1", self.site["port"])
            # Which process took it is known once it has answered.
            await self.ask("GET", "/robots.txt", f"{self.site['host']}:{self.site['port']}")
            if self.pid is None:
                return
            port = writer.get_extra_info("sockname")[1]
            if owner(port, self.site["port"], self.site["pids"]) == self.pid:
                return
            writer.close()
        raise RuntimeError(f"No connection came to the web process {self.pid}.")

    async def post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and JSON."""
        status, text = await self.ask("POST", path, f"{self.site['host']}:{self.site['port']}", json.dumps(body))
        return status, json.loads(text) if text.startswith(b"{") else {}

    async def ask(self, method: str, path: str, host: str, body: str = "") -> tuple[int, bytes]:
        """One request."""
        reader, writer = self.streams
        lines = [
            f"{method} {path} HTTP/1.1", f"Host: {host}", f"Cookie: sessionid={self.session}; csrftoken={TOKEN}",
            f"X-CSRFToken: {TOKEN}", "Accept: application/json", "Content-Type: application/json",
            f"Content-Length: {len(body.encode())}",
        ]  # fmt: skip
        writer.write("\r\n".join([*lines, "", body]).encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        return int(head.split()[1]), await reader.readexactly(length)


def owner(port: int, server_port: int, pids: list[int]) -> int | None:
    """Which of these processes holds the server's end of a connection from our `port` on this machine."""
    here, there = f"0100007F:{server_port:04X}", f"0100007F:{port:04X}"
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if words[1:3] == [here, there]:
            wanted = f"socket:[{words[9]}]"
            return next((pid for pid in pids if wanted in _open_files(pid)), None)
    return None


def _open_files(pid: int) -> set[str]:
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found.add(os.readlink(entry))
    return found
