"""Reading what was answered for an entry: clean values, and the code of what is wrong with each of the others.

Codes are names of jobjournal/library/page_words.yaml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from core.rules.dates import add_months
from core.rules.numbers import whole_number
from jobjournal.rules.composing import DAY, Composed
from jobjournal.rules.slot_words import MOST_LETTERS, MOST_MINUTES, displayed, is_empty, number_words, read_time

OLDEST_MONTHS = 24
WRONG = {"number": "wrong_number", "minutes": "wrong_minutes", "date": "wrong_date", "day": "wrong_date"}
MOST_OWN_WORDS = 2000


def read_answers(composed: Composed, raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The clean values by name, and what is wrong by name. Names that no question has are passed over."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for question in [*composed.questions, *composed.more]:
        name, kind = question["name"], question["type"]
        given = raw.get(name)
        if given is None or not str(given).strip():
            if name not in composed.optional and name != DAY:
                problems[name] = "answer_this"
        elif is_empty(kind, given):
            problems[name] = WRONG.get(kind, "answer_this")
        else:
            values[name] = _clean(kind, given)
    return values, problems


def _clean(kind: str, given: Any) -> Any:
    if kind == "minutes":
        return int(given)
    if kind == "number":
        return number_words(given)
    if kind == "time":
        return read_time(str(given)) or str(given).strip()[:MOST_LETTERS]
    return str(given).strip()[:MOST_LETTERS]


def day_problem(day: dt.date | None, today: dt.date) -> str:
    """What is wrong with the day of an entry, or ""."""
    if day is None:
        return "wrong_date"
    if day > today:
        return "future_date"
    return "too_old" if day < add_months(today, -OLDEST_MONTHS) else ""


def read_day(raw: Any) -> dt.date | None:
    """ "2026-11-17" or "17/11/2026" → the day; None for anything else."""
    text = str(raw or "").strip()
    parts = text.split("/")
    if len(parts) == 3:
        text = f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"
    return dt.date.fromisoformat(text) if displayed("day", text) else None


def minutes_problem(minutes: Any) -> str:
    """What is wrong with minutes given apart, or "": they may be left out."""
    if minutes is None or minutes == "":
        return ""
    return "" if whole_number(str(minutes), most=MOST_MINUTES) else "wrong_minutes"


def own_sentence(*, day: str, label: str, own_words: str, language: str, language_name: str) -> str:
    """The English sentence of an entry in the person's own words: theirs, or where they are when not in English."""
    if language != "en":
        return f"On {day}: {label[:1].lower()}{label[1:]}. I wrote the details in {language_name}."
    text = " ".join(own_words.split())
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
