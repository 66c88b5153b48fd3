"""What a new council's live help starts with: when it is open, topics, and ready words in English and Welsh."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "starter.yaml"


@cache
def _read() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text())


def starter_opening_times() -> list[tuple[int, dt.time, dt.time]]:
    """(weekday, opens, closes), Monday being 0."""
    times = _read()["opening_times"]
    opens, closes = (dt.datetime.strptime(times[name], "%H:%M").time() for name in ("opens", "closes"))
    return [(weekday, opens, closes) for weekday in times["weekdays"]]


def starter_topics() -> list[str]:
    """Names of topics, for staff."""
    return _read()["topics"]


def starter_replies() -> list[dict[str, str]]:
    """Ready words: code, language, title and words."""
    return [
        {"code": reply["code"], "language": language, **texts}
        for reply in _read()["canned_replies"]
        for language, texts in reply.items()
        if language != "code"
    ]
