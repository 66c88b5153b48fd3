"""Audio and video guidance: a file named after a fact or a question, in formspec/media/<language>/, is played."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static

MEDIA = Path(__file__).parent.parent / "media"
SUFFIXES = {"audio": ".mp3", "video": ".mp4", "captions": ".vtt"}


@lru_cache(maxsize=8)
def _files(language: str) -> frozenset[str]:
    return frozenset(path.name for path in (MEDIA / language).glob("*"))


def media_for(question: dict[str, Any], slug: str, language: str) -> dict[str, str]:
    """Addresses of the recordings for a question ("audio", "video", "captions"), by its own name or its fact's.

    A missing language falls back to English, so that a recording there is beats none.
    """
    found: dict[str, str] = {}
    for folder in dict.fromkeys([language[:2], "en"]):
        for name in (f"{slug}.{question['key']}", question.get("fact", "")):
            for kind, suffix in SUFFIXES.items():
                if name and kind not in found and f"{name}{suffix}" in _files(folder):
                    found[kind] = static(f"guidance/{folder}/{name}{suffix}")
    return found
