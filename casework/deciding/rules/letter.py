"""A letter as data: blocks of text in one language. What was previewed is what is sent, by its fingerprint."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

HEADING, TEXT, ITEM = "heading", "text", "item"
# So long a letter waits, and can be recalled, before it goes.
RECALL_FOR = dt.timedelta(minutes=30)
_GAP = re.compile(r"\[[^\[\]]*\]|[\[\]]")


@dataclass(frozen=True)
class Letter:
    """A title and blocks (kind, text) in a language ("en-gb", "cy")."""

    language: str
    title: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def data(self) -> dict[str, object]:
        """As it is kept."""
        return {"title": self.title, "blocks": [list(block) for block in self.blocks]}

    @property
    def sha256(self) -> str:
        """What tells this letter from every other."""
        return fingerprint(self.data, self.language)

    @property
    def gaps(self) -> list[str]:
        """What stands in square brackets: somebody has still to fill it in."""
        return [gap for text in (self.title, *(text for _kind, text in self.blocks)) for gap in _GAP.findall(text)]


def plain_text(data: dict[str, Any], heading: str) -> str:
    """A letter as it is kept, without any layout, for screen readers and braille displays: `heading` says who writes
    and when, and between any two blocks is an empty line.
    """
    marks = {HEADING: "", TEXT: "", ITEM: "- "}
    return "\n\n".join([heading, data["title"], *(marks[kind] + text for kind, text in data["blocks"])]) + "\n"


def fingerprint(data: dict[str, object], language: str) -> str:
    """The hash of a letter as it is kept."""
    return hashlib.sha256(json.dumps([language, data], sort_keys=True, ensure_ascii=False).encode()).hexdigest()
