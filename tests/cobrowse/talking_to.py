"""Sockets and polls to the application, without a server: what channels.testing has, which wants another server."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from asgiref.testing import ApplicationCommunicator

from betteroff.asgi import application

SECONDS = 20


def _scope(kind: str, path: str, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    parts = urlsplit(path)
    return {
        "type": kind, "path": parts.path, "query_string": parts.query.encode(), "headers": headers,
        "scheme": "ws" if kind == "websocket" else "http", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        "subprotocols": [], "http_version": "1.1", "method": "GET", "raw_path": parts.path.encode(), "root_path": "",
    }  # fmt: skip


class Socket(ApplicationCommunicator):
    """One socket."""

    def __init__(self, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        super().__init__(application, _scope("websocket", path, headers))

    async def connect(self) -> int:
        """0 when it was accepted, else the code of its refusal."""
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(SECONDS)
        return 0 if answer["type"] == "websocket.accept" else answer["code"]

    async def send(self, text: str) -> None:
        await self.send_input({"type": "websocket.receive", "text": text})

    async def receive(self) -> str:
        """What it is sent next."""
        answer = await self.receive_output(SECONDS)
        assert answer["type"] == "websocket.send", answer
        return answer["text"]

    async def news(self, where: Any) -> dict[str, Any]:
        """The next message that says so."""
        while not where(message := json.loads(await self.receive())):
            pass
        return message

    async def closed(self) -> int:
        """The code with which it closes, whatever is sent before."""
        while (answer := await self.receive_output(SECONDS))["type"] != "websocket.close":
            pass
        return answer["code"]

    async def disconnect(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(SECONDS)


class Poll(ApplicationCommunicator):
    """One poll."""

    def __init__(self, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        super().__init__(application, _scope("http", path, headers))

    async def ask(self) -> None:
        await self.send_input({"type": "http.request", "body": b""})

    async def answer(self) -> tuple[int, dict[str, Any], list[tuple[bytes, bytes]]]:
        """Status, JSON, headers."""
        start = await self.receive_output(SECONDS)
        body = b""
        while True:
            part = await self.receive_output(SECONDS)
            body += part["body"]
            if not part.get("more_body"):
                return start["status"], json.loads(body), start["headers"]
