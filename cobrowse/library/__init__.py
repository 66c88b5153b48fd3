"""What a new council's live help starts with (opening times, topics, ready words), and the questions asked first."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cobrowse.rules.triage import Answer, Question, Words

FILE, TRIAGE = (Path(__file__).parent / name for name in ("starter.yaml", "triage.yaml"))


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


@cache
def triage_questions() -> dict[str, Question]:
    """The questions that are asked before somebody chooses how to be helped, by code, the first one first."""
    return {
        each["code"]: Question(each["code"], each["asks"], tuple(_answer(**answer) for answer in each["answers"]))
        for each in _triage()["questions"]
    }


def triage_texts() -> dict[str, Words]:
    """Guidance by code, in every language."""
    return _triage()["texts"]


@cache
def _triage() -> dict[str, Any]:
    return yaml.safe_load(TRIAGE.read_text())


def _answer(**told: Any) -> Answer:
    lists = {name: tuple(told.pop(name, ())) for name in ("texts", "links", "ways")}
    return Answer(**told, **lists)
