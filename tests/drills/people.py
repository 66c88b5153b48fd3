"""People who send, save and write while something dies, and a ledger of what they were told."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

import psycopg2
from PIL import Image

from claims.actions.uploading import MAX_FILES

TOKEN, BOUNDARY = "a" * 32, "photo"
# Longer than the longest wait of a drill.
PATIENCE_SECONDS = 25
KEPT = ("Send it again", "already saved are safe")


@dataclass
class Ledger:
    """What was acknowledged, and what may have happened without a word."""

    sent: set[str] = field(default_factory=set)
    entries: set[str] = field(default_factory=set)
    # For each draft: what was saved last, and what was tried since.
    saved: dict[str, str] = field(default_factory=dict)
    tried: dict[str, list[str]] = field(default_factory=dict)
    # `hash_of` each photo.
    photos: set[str] = field(default_factory=set)

    def problems(self, database_url: str, council: int) -> list[str]:
        """What the database lacks of it, or has twice."""
        with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.council_id', %s, true)", [str(council)])
            cursor.execute(
                "SELECT c.public_id::text, c.reference FROM claims_claim c "
                "JOIN claims_submission s ON s.claim_id = c.id"
            )
            sent = cursor.fetchall()
            cursor.execute("SELECT client_id::text FROM jobjournal_entry")
            entries = Counter(client_id for (client_id,) in cursor.fetchall())
            cursor.execute(
                "SELECT c.public_id::text, a.value FROM claims_answer a JOIN claims_claim c ON c.id = a.claim_id "
                "WHERE a.value::text LIKE '%saved-%'"
            )
            values = dict(cursor.fetchall())
            cursor.execute("SELECT sent_hash, content FROM claims_claimfile WHERE name LIKE 'photo-%'")
            files = cursor.fetchall()
        found = [f"claim lost: {each}" for each in self.sent - {claim for claim, _ in sent}]
        claims = Counter(claim for claim, _ in sent)
        found += [f"claim twice: {each}" for each, number in claims.items() if number > 1]
        names = Counter(name for _, name in sent)
        found += [f"reference twice: {each}" for each, number in names.items() if number > 1]
        found += [f"entry lost or twice: {each}" for each in self.entries if entries[each] != 1]
        found += self._of_photos(files)
        for draft, text in self.saved.items():
            if values.get(draft) not in (text, *self.tried[draft]):
                found.append(f"answer lost: {draft} has {values.get(draft)}, not {text}")
        return found

    def _of_photos(self, files: list[tuple[str, memoryview]]) -> list[str]:
        kept = Counter(sent_hash for sent_hash, _ in files)
        found = [f"photo lost: {each}" for each in self.photos - set(kept)]
        found += [f"photo twice: {each}" for each, number in kept.items() if number > 1]
        return found + [f"photo cannot be opened: {sent_hash}" for sent_hash, content in files if not _opens(content)]

    def size(self) -> int:
        """How much was acknowledged."""
        return len(self.sent) + len(self.entries) + len(self.saved) + len(self.photos)


def _opens(content: memoryview) -> bool:
    try:
        Image.open(io.BytesIO(content)).load()
    except OSError:
        return False
    return True


def photo(seed: str) -> bytes:
    """A small picture like no other."""
    out, colour = io.BytesIO(), tuple(hashlib.sha256(seed.encode()).digest()[:3])
    Image.new("RGB", (60, 40), colour).save(out, "JPEG", comment=seed.encode())
    return out.getvalue()


class Person:
    """One signed-in resident. What was not acknowledged is asked again, until it is."""

    def __init__(self, port: int, host: str, seeded: dict[str, Any], ledger: Ledger) -> None:
        self.port, self.host, self.ledger = port, host, ledger
        self.seeded, self.claims = seeded, list(seeded["claims"])
        self.revision, self.number = seeded["question"]["revision"], 0
        self.entry = str(uuid.uuid4())
        self.taken = 0
        # What happens once while half of a photo has gone out.
        self.halfway: Callable[[], None] | None = None

    def post(self, path: str, body: str | Iterable[bytes], kind: str, **more: str) -> tuple[int, str, float]:
        """Status (0 when nothing answers), text and seconds."""
        connection, began = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS), time.monotonic()
        headers = {"Host": self.host, "Content-Type": kind, "X-CSRFToken": TOKEN, **more}
        headers["Cookie"] = f"sessionid={self.seeded['session']}; csrftoken={TOKEN}"
        with closing(connection):
            try:
                connection.request("POST", path, body, headers)
                response = connection.getresponse()
                return response.status, response.read().decode(), time.monotonic() - began
            except (OSError, HTTPException):
                return 0, "", time.monotonic() - began

    def send(self) -> tuple[int, str, float]:
        """Send a claim; the last one again and again."""
        claim = self.claims[0]
        form = f"csrfmiddlewaretoken={TOKEN}&declared=on"
        status, text, seconds = self.post(f"/claims/{claim}/submit/", form, "application/x-www-form-urlencoded")
        if status == 302:
            self.ledger.sent.add(claim)
            if len(self.claims) > 1:
                self.claims.pop(0)
        return status, text, seconds

    def save(self) -> tuple[int, str, float]:
        """Save an answer, each time another one."""
        draft, self.number = self.seeded["draft"], self.number + 1
        words = f"saved-{self.number}"
        self.ledger.tried.setdefault(draft, []).append(words)
        asked = {"question": self.seeded["question"]["key"], "row": "", "raw": words, "base": self.revision}
        status, text, seconds = self.post(f"/claims/{draft}/answers/", json.dumps(asked), "application/json")
        if status in (200, 409):
            self.revision = json.loads(text)["revision"]
        if status == 200:
            self.ledger.saved[draft], self.ledger.tried[draft] = words, []
        return status, text, seconds

    def write(self) -> tuple[int, str, float]:
        """Add an entry to the journal; asked again, it has the same mark."""
        asked = {**self.seeded["entry"], "client_id": self.entry}
        status, text, seconds = self.post("/journal/entries/", json.dumps(asked), "application/json")
        if status in (200, 201):
            self.ledger.entries.add(self.entry)
            self.entry = str(uuid.uuid4())
        return status, text, seconds

    def upload(self) -> tuple[int, str, float]:
        """Send a photo as a paper, in two halves; the same one again and again until it is acknowledged."""
        papers = self.seeded["papers"]
        content = photo(f"{papers[0]}{self.taken}")
        named = f'name="files"; filename="photo-{self.taken}.jpg"'
        head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {named}\r\n\r\n"
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        more = {"Accept": "application/json", "Content-Length": str(len(body))}
        path = papers[self.taken // MAX_FILES % len(papers)]
        status, text, seconds = self.post(path, self._halves(body), f"multipart/form-data; boundary={BOUNDARY}", **more)
        if status == 200:
            self.ledger.photos.add(hashlib.sha256(content).hexdigest())
            self.taken += 1
        return status, text, seconds

    def _halves(self, body: bytes) -> Iterator[bytes]:
        yield body[: len(body) // 2]
        if self.halfway:
            happens, self.halfway = self.halfway, None
            happens()
        yield body[len(body) // 2 :]


class Crowd:
    """Everybody at once, from the beginning of the block to its end."""

    def __init__(self, people: list[Person]) -> None:
        self.people, self.answers = people, []
        self._stop = threading.Event()
        # Set: they go on with everything but sending; the drills after this one need claims to send too.
        self.spares_claims = threading.Event()

    def __enter__(self) -> Crowd:
        self._threads = [threading.Thread(target=self._live, args=(person,)) for person in self.people]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _live(self, person: Person) -> None:
        while not self._stop.is_set():
            sending = () if self.spares_claims.is_set() else (person.send,)
            for do in (person.save, person.write, person.save, person.upload, person.save, person.write, *sending):
                status, text, seconds = do()
                kept = any(words in text for words in KEPT)
                self.answers.append((do.__name__, status, kept, seconds, time.monotonic()))
                if self._stop.wait(0.1):
                    return

    def of(self, kind: str) -> list[tuple]:
        """The answers to one kind of request."""
        return [answer for answer in list(self.answers) if answer[0] == kind]

    def told(self) -> str:
        """How often each kind of request got each status, in words."""
        return ", ".join(f"{kind} {status} × {number}" for (kind, status), number in sorted(self.statuses().items()))

    def statuses(self) -> Counter[tuple[str, int]]:
        """How often each kind of request got each status."""
        return Counter((kind, status) for kind, status, *_ in self.answers)

    def words_lost(self) -> list[tuple[str, int]]:
        """Answers of 500 and more that kept nothing of what was asked."""
        failed = [(kind, status, kept) for kind, status, kept, *_ in self.answers if status >= 500]
        return [(kind, status) for kind, status, kept in failed if status != 503 or not kept]

    def longest(self) -> float:
        """The longest anybody waited, in seconds."""
        return max(seconds for *_, seconds, _ in self.answers)

    def acknowledged_after(self, moment: float) -> bool:
        """Whether somebody was told after a moment that a claim is sent or an answer saved."""
        return any(status in (200, 201, 302) and at > moment for _, status, _, _, at in list(self.answers))
