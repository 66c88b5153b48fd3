"""What becomes of a file that somebody sent: a clean one, or a refusal. Imported by both sides of the pool."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CleanFile:
    """A file that is safe to keep and hand out: its display name, type ("image/jpeg", "application/pdf"), bytes.

    `pixels` are those of the picture as it was sent, 0 for a PDF; `is_scanned`: clamd found no virus in what was sent.
    """

    name: str
    content_type: str
    content: bytes
    pixels: int = 0
    is_scanned: bool = False


class FileRefused(Exception):
    """A file that we do not take. `code`: a key of core/uploading/words.py; `limit`: the number in its sentence."""

    def __init__(self, code: str, limit: int = 0):
        super().__init__(code)
        self.code, self.limit = code, limit
