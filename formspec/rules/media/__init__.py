"""Sound and films that a council adds to its questions: how their files are named, and who names them.

A file is named by its content, so a name always means the same bytes and browsers may keep it for as long as they like.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SOUND, FILM, CAPTIONS = "mp3", "mp4", "vtt"
CONTENT_TYPES = {SOUND: "audio/mpeg", FILM: "video/mp4", CAPTIONS: "text/vtt"}
OWN_NAME = r"own-[0-9a-f]{40}\.(?:mp3|mp4|vtt)"
_OWN_NAME = re.compile(OWN_NAME)


class MediumRefused(Exception):
    """A file that is not taken; `code` says why (studio/media/presenters.py has the words), `name` which of several."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code, self.name = code, name


@dataclass(frozen=True)
class CleanMedium:
    """A file that is safe to keep and to hand out."""

    ending: str
    content: bytes

    @property
    def name(self) -> str:
        """What it is called, everywhere."""
        return f"own-{hashlib.sha256(self.content).hexdigest()[:40]}.{self.ending}"


def is_own(name: str) -> bool:
    """Whether a file that a question names is one of the council's, and not of the library's."""
    return _OWN_NAME.fullmatch(name) is not None


def content_type_of(name: str) -> str:
    """The content type of a file of the council's."""
    return CONTENT_TYPES[name.rpartition(".")[2]]


def own_files(question: dict[str, Any]) -> Iterator[str]:
    """The council's files that a question names."""
    for sound in question.get("audio", {}).values():
        yield sound["file"]
    film = question.get("video", {})
    yield from (film[part] for part in ("file", "captions") if part in film and is_own(film[part]))
