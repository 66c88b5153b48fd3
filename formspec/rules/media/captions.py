"""Captions as WebVTT: read cue by cue and written anew, with nothing in them but cues."""

from __future__ import annotations

import re
from dataclasses import dataclass

from formspec.rules.media import CAPTIONS, CleanMedium, MediumRefused

MOST_BYTES = 200_000
_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}((?:[ \t]+[a-z]+:[\w%.,-]+)*)[ \t]*", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class _Cue:
    start: int
    end: int
    timing: str
    words: str


def clean_captions(data: bytes) -> CleanMedium:
    """The captions with their cues and nothing else. Raises MediumRefused."""
    if not data:
        raise MediumRefused("empty")
    if len(data) > MOST_BYTES:
        raise MediumRefused("captions_large")
    try:
        text = _UNPRINTABLE.sub("", data.decode("utf-8-sig")).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise MediumRefused("captions_kind") from error
    header, *blocks = re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip("\n"))
    if re.match(r"WEBVTT(?:[ \t\n]|$)", header) is None:
        raise MediumRefused("captions_kind")
    cues = [cue for block in blocks if (cue := _cue(block.strip("\n"))) is not None]
    if not cues:
        raise MediumRefused("captions_none")
    if any(cue.start >= cue.end for cue in cues) or [cue.start for cue in cues] != sorted(cue.start for cue in cues):
        raise MediumRefused("captions_times")
    written = "\n\n".join(["WEBVTT", *(f"{cue.timing}\n{cue.words}" for cue in cues)]) + "\n"
    return CleanMedium(CAPTIONS, written.encode())


def _cue(block: str) -> _Cue | None:
    """A cue, or None for a comment; styles and regions are refused."""
    if not block or re.match(r"NOTE(?:[ \t\n]|$)", block):
        return None
    lines = block.split("\n")
    at = 0 if "-->" in lines[0] else 1
    timing = _TIMING.fullmatch(lines[at].strip()) if at < len(lines) else None
    words = "\n".join(line.rstrip() for line in lines[at + 1 :])
    if timing is None or "-->" in words:
        raise MediumRefused("captions_cue")
    if not words.strip():
        raise MediumRefused("captions_cue")
    parts = timing.groups()
    return _Cue(_milliseconds(parts[:4]), _milliseconds(parts[4:8]), lines[at].strip(), words)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
