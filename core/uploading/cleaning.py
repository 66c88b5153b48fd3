"""Files that people send us: told apart by their content, scanned, and remade in a process apart so that only what can
be seen is left (core/uploading/remaking.py).
"""

from __future__ import annotations

import re
import socket
import struct
from dataclasses import dataclass

import filetype
from django.conf import settings

from core.uploading.limits import MAX_BYTES, PDF, PDF_HEADER_WITHIN, FileRefused
from core.uploading.pool import POOL, SECONDS_A_FILE

PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF", "image/heif": "HEIF", "image/webp": "WEBP"}
SUFFIXES = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}
SCAN_SECONDS = 30
SCAN_CHUNK = 64 * 1024


@dataclass(frozen=True)
class CleanFile:
    """A file that is safe to keep and hand out: its display name, type ("image/jpeg", "application/pdf"), bytes."""

    name: str
    content_type: str
    content: bytes


def clean_upload(data: bytes, name: str, *, seconds: float = SECONDS_A_FILE) -> CleanFile:
    """Check and remake an uploaded file; only the content decides what it is, the name is shown to people only.

    seconds: how long the remaking may take. Raises FileRefused. With settings.CLAMD_SOCKET the file as sent is scanned
    first; no scanner, no file.
    """
    if not data:
        raise FileRefused("empty")
    if len(data) > MAX_BYTES:
        raise FileRefused("too_large")
    kind = _kind_of(data)
    if settings.CLAMD_SOCKET:
        scan(data)
    remade = POOL.remake(data, PICTURES.get(kind, PDF), seconds=seconds)
    if remade.code != "ok":
        raise FileRefused(remade.code)
    content_type = "image/jpeg" if kind in PICTURES else kind
    return CleanFile(display_name(name, content_type), content_type, remade.content)


def _kind_of(data: bytes) -> str:
    """The type that the first bytes tell. Raises FileRefused "kind" for what we do not take."""
    kind = filetype.guess_mime(data)
    if kind in PICTURES:
        return kind
    # Scanners and mail programs put lines of their own before a PDF's first one.
    if kind == "application/pdf" or (kind is None and b"%PDF-" in data[:PDF_HEADER_WITHIN]):
        return "application/pdf"
    raise FileRefused("kind")


def display_name(name: str, content_type: str) -> str:
    """A name that is safe to show and to save under: no folders, no control characters, our own ending."""
    stem = re.split(r"[/\\]", name)[-1].rsplit(".", 1)[0]
    stem = "".join(letter for letter in stem if letter.isprintable() and letter not in '<>:"|?*').strip(" .")[:100]
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
