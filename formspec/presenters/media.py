"""Guidance to hear and watch: the file that says a question, where one was made (speak_guidance), and its films."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString

from core.html import guidance_html
from formspec.presenters.spoken import name_of, pieces_of
from formspec.rules.media import is_own

# Read by people: a file here is played in place of the one that a speech program makes.
RECORDINGS = Path(__file__).parent.parent / "media"
SPOKEN = Path(settings.WHITENOISE_ROOT) / "spoken"


@lru_cache(maxsize=1)
def _files() -> dict[str, str]:
    """Name of what is said → its file, as this process found them first. No file, no player."""
    return {path.name.partition(".")[0]: path.name for path in SPOKEN.glob("*.mp3")}


def media_for(question: dict[str, Any], language: str, *, signs: bool = False) -> dict[str, Any]:
    """What there is of a question on a page in `language`: "audio", an address where there is a file, with "said", the
    words of a council's own as HTML; and "films", the one in sign language first for somebody who `signs`.
    """
    media: dict[str, Any] = {}
    said = name_of(pieces_of(question, language))
    file, own = _files().get(said), _own_sound(question, language, said)
    if own is not None:
        media["audio"], media["said"] = address_of(own["file"]), guidance_html(own.get("transcript", ""))
    elif file:
        media["audio"] = f"/spoken/{file}"
    if "video" in question:
        media["films"] = _films(question["video"], signs)
    return media


def address_of(name: str) -> str:
    """Where a film, its captions or a recording is: the council's door for its own, else the files of the platform."""
    return reverse("formspec:medium", args=[name]) if is_own(name) else static(f"films/{name}")


def _own_sound(question: dict[str, Any], language: str, said: str) -> dict[str, Any] | None:
    """The council's own sound in the language in which the question stands on the page. What a program made of other
    words is not played.
    """
    sound: dict[str, Any] | None = question.get("audio", {}).get(question.get("lang", language[:2]))
    return None if sound is None or sound.get("of", said) != said else sound


def _films(video: dict[str, Any], signs: bool) -> list[dict[str, Any]]:
    """Each film with its addresses, and what is said in it as HTML."""
    said = guidance_html(video["transcript"])
    films = [_film(video, signed=False, said=said)]
    if "signed" in video:
        films.insert(0 if signs else 1, _film(video["signed"], signed=True, said=said))
    return films


def _film(film: dict[str, str], *, signed: bool, said: SafeString) -> dict[str, Any]:
    addresses = {part: address_of(film[part]) for part in ("file", "captions", "poster") if part in film}
    return {**addresses, "signed": signed, "transcript": said}
