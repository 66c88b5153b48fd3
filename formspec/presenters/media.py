"""Audio guidance: the file that says the words of a question, where one was made (manage.py speak_guidance)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from formspec.presenters.spoken import name_of, pieces_of

# Read by people: a file here is played in place of the one that a speech program makes.
RECORDINGS = Path(__file__).parent.parent / "media"
SPOKEN = Path(settings.WHITENOISE_ROOT) / "spoken"


@lru_cache(maxsize=1)
def _files() -> dict[str, str]:
    """Name of what is said → its file, as this process found them first. No file, no player."""
    return {path.name.partition(".")[0]: path.name for path in SPOKEN.glob("*.mp3")}


def media_for(question: dict[str, Any], language: str) -> dict[str, str]:
    """Addresses of what a question says on a page in `language`: "audio", where there is a file."""
    file = _files().get(name_of(pieces_of(question, language)))
    return {"audio": f"/spoken/{file}"} if file else {}
