"""Files that people send us: told apart by their content, scanned, and remade by another process (core/uploading/pool).

Nothing of their content is opened here: only the first bytes are compared with what files of a kind begin with.
"""

from __future__ import annotations

import re
import socket
import struct
from functools import partial

import filetype
from django.conf import settings

from core.uploading.files import CleanFile, FileRefused, hash_of
from core.uploading.limits import CHILD_SECONDS, MAX_BYTES, PDF_HEADER_WITHIN, REQUEST_PIXELS
from core.uploading.pool import pool

PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF", "image/heif": "HEIF", "image/webp": "WEBP"}
BECOMES = {"PDF": "application/pdf"} | dict.fromkeys(PICTURES.values(), "image/jpeg")
SUFFIXES = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}
BEGINS = {"image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}
SCAN_SECONDS = 30
SCAN_CHUNK = 64 * 1024


def clean_upload(
    data: bytes, name: str, *, most_pixels: int = REQUEST_PIXELS, seconds: float = CHILD_SECONDS, asker: str = ""
) -> CleanFile:
    """Check and remake an uploaded file; only the content decides what it is, the name is shown to people only.

    asker: who sent it, so that nobody takes all turns. Raises FileRefused. With settings.CLAMD_SOCKET the file as sent
    is scanned first; no scanner, no file.
    """
    if not data:
        raise FileRefused("empty")
    if len(data) > MAX_BYTES:
        raise FileRefused("too_large")
    kind = kind_of(data)
    if not kind:
        raise FileRefused("kind")
    # Scanning takes a thread as well, so it waits for its turn like the rest.
    first = partial(scan, data) if settings.CLAMD_SOCKET else None
    done = pool.ask("remake", kind, data, most_pixels, seconds, asker=asker, first=first)
    content_type = BECOMES[kind]
    if not done.content.startswith(BEGINS[content_type]):
        raise FileRefused("unreadable")
    return CleanFile(
        display_name(name, content_type), content_type, done.content, done.pixels, first is not None, hash_of(data)
    )


def kind_of(data: bytes) -> str:
    """ "PDF", "JPEG", "PNG", "HEIF" or "WEBP", by the first bytes; "" for what we do not take."""
    found = filetype.guess_mime(data)
    if found in PICTURES:
        return PICTURES[found]
    return (
        "PDF" if BEGINS["application/pdf"] in data[:PDF_HEADER_WITHIN] and (found in (None, "application/pdf")) else ""
    )


def picture_pixels(data: bytes, kind: str, most_pixels: int) -> int:
    """The pixels of a picture that can be opened and has no more than `most_pixels`. Raises FileRefused."""
    return pool.ask("look", kind, data, most_pixels).pixels


ESCAPES = re.compile("%(?:[01][0-9a-f]|22|7f)", re.IGNORECASE)


def display_name(name: str, content_type: str) -> str:
    """A name that is safe to show and to save under: no folders, no control characters, our own ending."""
    # What a browser may not write as it is in a form's header, it writes so: a quote, the ends of lines.
    name = ESCAPES.sub(" ", name)
    stem = re.split(r"[/\\]", name)[-1].rsplit(".", 1)[0]
    stem = "".join(letter for letter in stem if letter.isprintable() and letter not in '<>:"|?*')
    stem = " ".join(stem.split()).strip(" .")[:100]
    return (stem or "file") + SUFFIXES[content_type]


def scan(data: bytes) -> None:
    """Ask clamd at settings.CLAMD_SOCKET about the bytes. Raises FileRefused "virus", or "not_scanned" on any doubt."""
    try:
        answer = _ask_clamd(data)
    except OSError as error:
        raise FileRefused("not_scanned") from error
    if answer.endswith("FOUND"):
        raise FileRefused("virus")
    if answer != "stream: OK":
        raise FileRefused("not_scanned")


def _ask_clamd(data: bytes) -> str:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(SCAN_SECONDS)
        connection.connect(settings.CLAMD_SOCKET)
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), SCAN_CHUNK):
            chunk = data[start : start + SCAN_CHUNK]
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
        return connection.recv(4096).rstrip(b"\0").decode(errors="replace")
