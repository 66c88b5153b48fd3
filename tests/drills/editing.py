"""Two people fill in one draft while their lines are cut: each saves over the open socket, as browsers do, and by posts
while there is none, and again what is not acknowledged; and sees over the socket what the other did.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
import time
from html import unescape
from http.client import HTTPConnection, HTTPException
from queue import Empty, SimpleQueue
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection

from tests.cobrowse.markup import with_lines
from tests.drills.talking import CUT_AFTER, PATIENCE_SECONDS, TOKEN, UNHEARD, Talker

# The two questions: whole values of which the later is kept, and words that are merged.
WHOLE, WORDS = "street", "story"
SOURCE: dict[str, Any] = {
    "slug": "drill-form", "kind": "claim", "title": "A form for two", "short_title": "For two", "status": "live",
    "nation": "England",
    "sections": [{
        "key": "both", "title": "Both",
        "pages": [{"title": "Your words", "questions": [WHOLE, WORDS]}],
        "questions": [
            {"key": WHOLE, "label": "Your street", "type": "text", "required": True, "adviser": "show"},
            {"key": WORDS, "label": "Your story", "type": "long_text", "required": False, "adviser": "show"},
        ],
    }],
}  # fmt: skip
PAGE = "your-words"
BOX = {
    # A box with nothing in it has no value.
    WHOLE: re.compile(rf'<input(?=[^>]*name="{WHOLE}")(?:[^>]*\bvalue="([^"]*)")?'),
    WORDS: re.compile(rf'<textarea(?=[^>]*name="{WORDS}")[^>]*>\n?(.*?)</textarea>', re.DOTALL),
}
BEAT_SECONDS = 2.0
# A page sends five a second, and no socket takes more than twelve (cobrowse/sharing/consumers.py).
PACE_SECONDS = 0.1


class Editor(Talker):
    """One side of a shared form: "resident" or "adviser". `screen` is what stands in each box, with its revision for
    the resident; `told` is (question, revision, value) of everything that was acknowledged.
    """

    def __init__(self, port: int, host: str, seeded: dict[str, str], name: str, seed: int) -> None:
        super().__init__(port, host, seeded, name, seed)
        self.save_path = seeded["save"]
        # Over a line it is the resident who says of which draft; a post's address does.
        self.names_claim = {"claim": self.save_path.split("/")[2]} if name == "resident" else {}
        self.screen: dict[str, tuple[int, str]] = {WHOLE: (0, ""), WORDS: (0, "")}
        self.told: list[tuple[str, int, str]] = []
        # Of these, the revisions of what was acknowledged the first time: sent again, the other may have been later.
        self.at_once: set[int] = set()
        self.upto, self.at, self.markup = 0, threading.Lock(), {}
        # The open line, and what comes of the change that was sent over it last: (status, body), None when it was cut.
        self.line: ClientConnection | None = None
        self.asked, self.reply = "", SimpleQueue()
        self.over_line, self.sent_at = 0, 0.0

    # --- editing ---

    def say_all(self, number: int, done: threading.Event) -> None:
        """Change so many answers, one after the other, each until it is acknowledged, or until all is over."""
        has: dict[str, tuple[int, str]] = {WHOLE: (0, ""), WORDS: (0, "")}
        for each in range(number):
            key = (WORDS, WHOLE)[each % 2]
            base, box = has[key]
            made = f"{self.name}-{each}"
            words = f"{box} {made}".strip() if key == WORDS else made
            change = {
                "question": key, "row": "", "raw": words, "base": base, "id": f"{self.name}.{each}",
                "known": [["", box]] if key == WORDS else [],
            }  # fmt: skip
            before = self.repeated
            while (saved := self._save(change)) is None and not done.is_set():
                self.repeated += 1
                done.wait(0.05)
            if saved is None:
                return
            has[key] = saved
            self._show(key, *saved)
            self.told.append((key, *saved))
            if self.repeated == before:
                self.at_once.add(saved[0])
            self.acknowledged += 1

    def _save(self, change: dict[str, Any]) -> tuple[int, str] | None:
        """The revision and the value that it is now; None for what has to be tried again."""
        line = self.line
        reply = self._save_over(line, change) if line is not None else self._post(change)
        if reply is None:
            return None
        status, found = reply
        # 409: the other was first, and this person wants theirs; 423: the resident's line is cut just now.
        assert status in (200, 409, 423) or status >= 500, reply
        if status == 409:
            change["base"] = found["revision"]
        return (found["revision"], found.get("text", change["raw"])) if status == 200 else None

    def _save_over(self, line: ClientConnection, change: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        """The reply over the line; None where it was cut, or nothing came for long."""
        threading.Event().wait(max(0.0, self.sent_at + PACE_SECONDS - time.monotonic()))
        self.asked, self.reply, self.sent_at = change["id"], SimpleQueue(), time.monotonic()
        with contextlib.suppress(OSError, WebSocketException, Empty):
            if self.line is not line:
                return None
            line.send(json.dumps({"set": {**change, **self.names_claim}}))
            if self.chance.random() < UNHEARD:
                self.cuts += 1
                line.socket.shutdown(socket.SHUT_RDWR)
            reply = self.reply.get(timeout=PATIENCE_SECONDS)
            self.over_line += reply is not None
            return reply
        return None

    def _post(self, change: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        """The reply to a post; None where the line went before it came."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        headers = {
            "Host": f"{self.host}:{self.port}", "Cookie": self.cookies, "X-CSRFToken": TOKEN,
            "Accept": "application/json", "Content-Type": "application/json",
        }  # fmt: skip
        with contextlib.closing(connection), contextlib.suppress(OSError, HTTPException):
            connection.request("POST", self.save_path, json.dumps(change), headers)
            if self.chance.random() < UNHEARD:
                return None
            response = connection.getresponse()
            status, body = response.status, response.read()
            return status, json.loads(body) if status in (200, 409) else {}
        return None

    # --- seeing ---

    def due(self, both: list[Any]) -> int:
        """The latest revision that anybody was told of."""
        return max(each.latest() for each in both)

    def _upto(self) -> int:
        return self.upto

    def _hear(self, line: ClientConnection, done: threading.Event, acknowledged: int) -> None:
        self.line = line
        try:
            self._hear_until_cut(line, done, acknowledged)
        finally:
            # Who waits for a reply hears that none comes.
            self.line = None
            self.reply.put(None)

    def _hear_until_cut(self, line: ClientConnection, done: threading.Event, acknowledged: int) -> None:
        opened, caught_up, beat_at = time.monotonic(), False, 0.0
        cut_at = opened + self.chance.uniform(*CUT_AFTER)
        while time.monotonic() < cut_at and not done.is_set():
            if not caught_up and self.upto >= acknowledged:
                caught_up = True
                self.late.append(time.monotonic() - opened)
            if time.monotonic() - beat_at > BEAT_SECONDS:
                beat_at = time.monotonic()
                line.send('{"here": true}')
            with contextlib.suppress(TimeoutError):
                self._take(json.loads(line.recv(timeout=0.2)))
        assert caught_up or done.is_set(), f"{self.name} did not catch up"
        self.cuts += 1

    def latest(self) -> int:
        """The latest revision that this side was told of."""
        return max((revision for _key, revision, _value in list(self.told)), default=0)

    def _take(self, news: dict[str, Any]) -> None:
        if "set" in news:
            if news["set"]["id"] == self.asked:
                self.reply.put((news["set"]["status"], news["set"]["body"]))
            return
        for answer in news.get("answers", []):
            self._show(answer["question"], answer["revision"], answer["raw"])
        for key, sent in news.get("form", {}).get("parts", []):
            # What it was sent before is not sent again.
            self.markup[key] = with_lines(self.markup.get(key), sent)
            if sent is not None and key in BOX:
                self._show(key, news["upto"], unescape(BOX[key].search(self.markup[key])[1] or ""))
        self.upto = max(self.upto, news.get("upto", 0))

    def _show(self, key: str, revision: int, value: str) -> None:
        """What is older than what stands there is not shown."""
        with self.at:
            if revision >= self.screen[key][0]:
                self.screen[key] = (revision, value)

    def shows(self) -> dict[str, str]:
        """What stands in each box."""
        return {key: value for key, (_revision, value) in self.screen.items()}
