"""One person's line: a socket on a web process that is chosen."""

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
TRIES, OPEN_SECONDS, REPLY_SECONDS = 60, 60, 30


class Counted(ClientConnection):
    """A socket that counts the bytes on the wire, compressed as they are, both ways."""

    bytes = 0

    def data_received(self, data: bytes) -> None:
        self.bytes += len(data)
        super().data_received(data)

    def send_data(self) -> None:
        waiting = list(self.protocol.writes)
        self.bytes += sum(map(len, waiting))
        super().send_data()


class Line:
    """A socket from one side of a pair; `heard` is (when, message) of all that it said."""

    def __init__(self, socket: Counted) -> None:
        self.socket, self.heard = socket, []
        self._replies: dict[str, asyncio.Future[tuple[int, dict[str, Any]]]] = {}

    @property
    def bytes(self) -> int:
        """Bytes on the wire so far, both ways."""
        return self.socket.bytes

    async def say(self, message: dict[str, Any]) -> None:
        """One message."""
        await self.socket.send(json.dumps(message))

    async def ask(self, message: dict[str, dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        """Status and JSON with which an answer to a question of a form is answered."""
        own = message["set"]["id"]
        reply = self._replies[own] = asyncio.get_running_loop().create_future()
        await self.say(message)
        try:
            return await asyncio.wait_for(reply, REPLY_SECONDS)
        except TimeoutError:
            return 0, {}
        finally:
            del self._replies[own]

    async def hear(self) -> None:
        """Write down what comes, until it is closed."""
        with contextlib.suppress(ConnectionClosed):
            async for text in self.socket:
                message = json.loads(text)
                if reply := message.get("set"):
                    self._replies[reply["id"]].set_result((reply["status"], reply["body"]))
                self.heard.append((time.perf_counter(), message))


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
