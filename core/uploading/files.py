"""What becomes of a file that somebody sent: a clean one, or a refusal. Imported by both sides of the pool."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class CleanFile:
    """A file that is safe to keep and hand out: its display name, type ("image/jpeg", "application/pdf"), bytes.

    `pixels` are those of the picture as it was sent, 0 for a PDF; `is_scanned`: clamd found no virus in what was sent;
    `sent_hash` is `hash_of` what was sent, by which it is known again.
    """

    name: str
    content_type: str
    content: bytes
    pixels: int = 0
    is_scanned: bool = False
    sent_hash: str = ""


def hash_of(data: bytes) -> str:
    """What tells a file as it was sent from every other: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class FileRefused(Exception):
    """A file that we do not take. `code`: a key of core/uploading/words.py; `limit`: the number in its sentence."""

    def __init__(self, code: str, limit: int = 0):
        super().__init__(code)
        self.code, self.limit = code, limit
