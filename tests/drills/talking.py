"""Two people talk while their lines are cut: each says what is not acknowledged again, and hears over a socket."""

from __future__ import annotations

import contextlib
import json
import random
import re
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

import redis
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

TOKEN = "a" * 32
PATIENCE_SECONDS = 10
CUT_AFTER = (3.0, 10.0)
# How often somebody's line goes while their words are on the way, so that nobody knows whether they arrived.
UNHEARD = 0.05
LINE = re.compile(r'data-number="(\d+)".*?class="bo-chat__words"[^>]*>\s*(.*?)\s*</bdi>', re.DOTALL)


class Talker:
    """One side of a conversation. `heard` are (number, words) in the order in which a screen shows them; `twice` counts
    what came again although it was not asked for; `late` are the seconds that catching up took after each reconnect.
    """

    def __init__(self, port: int, host: str, seeded: dict[str, str], name: str, seed: int) -> None:
        self.port, self.host, self.name = port, host, name
        self.path, self.cookies = seeded["path"], f"sessionid={seeded['session']}; csrftoken={TOKEN}"
        self.chance = random.Random(seed)
        self.heard: list[tuple[int, str]] = []
        self.twice, self.acknowledged, self.repeated, self.cuts = 0, 0, 0, 0
        self.late: list[float] = []

    # --- saying ---

    def say_all(self, number: int, done: threading.Event) -> None:
        """Say so many things, one after the other, each until it is acknowledged, or until all is over."""
        for each in range(number):
            body = urlencode({"words": f"{self.name}-{each}", "client_id": str(uuid.uuid4())})
            while not self._say(body) and not done.is_set():
                self.repeated += 1
                done.wait(0.05)
            self.acknowledged += 1

    def _say(self, body: str) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        headers = {
            "Host": f"{self.host}:{self.port}", "Cookie": self.cookies, "X-CSRFToken": TOKEN,
            "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        with contextlib.closing(connection), contextlib.suppress(OSError, HTTPException):
            connection.request("POST", self.path, body, headers)
            if self.chance.random() < UNHEARD:
                return False
            response = connection.getresponse()
            response.read()
            assert response.status in (200, 422) or response.status >= 500, response.status
            return response.status == 200
        return False

    # --- hearing ---

    def hear_until(self, done: threading.Event, both: list[Talker]) -> None:
        """Hear over a socket that is cut every 3 to 10 seconds, and come back from where it was."""
        while not done.is_set():
            with contextlib.suppress(OSError, EOFError, TimeoutError, WebSocketException), self._line() as line:
                self._hear(line, done, self.due(both))
            done.wait(0.1)

    def due(self, both: list[Any]) -> int:
        """What a screen has to have to have caught up."""
        return sum(each.acknowledged for each in both)

    def _upto(self) -> int:
        return self.heard[-1][0] if self.heard else 0

    @contextlib.contextmanager
    def _line(self) -> Iterator[ClientConnection]:
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)
        upto = self._upto()
        site = f"{self.host}:{self.port}"
        with connect(
            f"ws://{site}{self.path}live/?after={upto}&saw={upto}", sock=raw, origin=f"http://{site}",
            additional_headers={"Cookie": self.cookies}, open_timeout=PATIENCE_SECONDS, close_timeout=1,
        ) as line:  # fmt: skip
            try:
                yield line
            finally:
                # As a line goes: without a word.
                with contextlib.suppress(OSError):
                    raw.shutdown(socket.SHUT_RDWR)

    def _hear(self, line: ClientConnection, done: threading.Event, acknowledged: int) -> None:
        opened, caught_up = time.monotonic(), False
        cut_at = opened + self.chance.uniform(*CUT_AFTER)
        while time.monotonic() < cut_at and not done.is_set():
            if not caught_up and len(self.said()) >= acknowledged:
                caught_up = True
                self.late.append(time.monotonic() - opened)
            with contextlib.suppress(TimeoutError):
                self._take(json.loads(line.recv(timeout=0.2)))
        assert caught_up or done.is_set(), f"{self.name} did not catch up"
        self.cuts += 1

    def _take(self, news: dict[str, Any]) -> None:
        for number, words in LINE.findall(news.get("html", "")):
            if self.heard and int(number) <= self.heard[-1][0]:
                self.twice += 1
            else:
                self.heard.append((int(number), unescape(words)))

    def said(self) -> list[str]:
        """What both sides said, as it is on this screen."""
        return [words for _, words in self.heard if re.fullmatch(r"(resident|adviser)-\d+", words)]


def lift_the_limit(address: str) -> None:
    """Nobody types as fast as a drill: what was counted of words a minute is forgotten."""
    with contextlib.suppress(redis.RedisError), contextlib.closing(redis.Redis.from_url(address)) as client:
        for key in client.scan_iter("*rl:*", count=1000):
            client.delete(key)
