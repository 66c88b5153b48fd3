"""Guidance to hear and watch: the file that says a question, where one was made (speak_guidance), and its films."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString

from core.html import guidance_html
from formspec.presenters.spoken import name_of, pieces_of

# Read by people: a file here is played in place of the one that a speech program makes.
RECORDINGS = Path(__file__).parent.parent / "media"
SPOKEN = Path(settings.WHITENOISE_ROOT) / "spoken"


@lru_cache(maxsize=1)
def _files() -> dict[str, str]:
    """Name of what is said → its file, as this process found them first. No file, no player."""
    return {path.name.partition(".")[0]: path.name for path in SPOKEN.glob("*.mp3")}


def media_for(question: dict[str, Any], language: str, *, signs: bool = False) -> dict[str, Any]:
    """What there is of a question on a page in `language`: "audio", an address where there is a file, and "films", the
    one in sign language first for somebody who `signs`.
    """
    media: dict[str, Any] = {}
    file = _files().get(name_of(pieces_of(question, language)))
    if file:
        media["audio"] = f"/spoken/{file}"
    if "video" in question:
        media["films"] = _films(question["video"], signs)
    return media


def _films(video: dict[str, Any], signs: bool) -> list[dict[str, Any]]:
    """Each film with its addresses, and what is said in it as HTML."""
    said = guidance_html(video["transcript"])
    films = [_film(video, signed=False, said=said)]
    if "signed" in video:
        films.insert(0 if signs else 1, _film(video["signed"], signed=True, said=said))
    return films


def _film(film: dict[str, str], *, signed: bool, said: SafeString) -> dict[str, Any]:
    addresses = {part: static(f"films/{film[part]}") for part in ("file", "captions", "poster") if part in film}
    return {**addresses, "signed": signed, "transcript": said}
