"""How long a form is: for whoever gets every question, and for most people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from formspec.rules.answer_types import type_of

# Seconds to read and answer one question, by what has to be done.
SECONDS = {
    "long_text": 90, "address": 40, "bank_account": 60, "file_upload": 90, "name": 15, "nino": 30, "information": 15,
    "money": 30, "money_frequency": 40,
}  # fmt: skip
OTHERWISE = 18


@dataclass(frozen=True)
class Length:
    """Questions, and minutes to answer them (rounded up)."""

    questions: int
    minutes: int


def longest(source: dict[str, Any]) -> Length:
    """Every question of the form once, and of each group two rows or the least it asks for."""
    asked = [
        (question, 1 if group is None else max(2, group["rows"]["min"]))
        for question, group, _always in _questions(source)
    ]
    return _length(asked)


def typical(source: dict[str, Any]) -> Length:
    """What most people get, by this rule: every question that is shown to everybody, and of those that are shown only
    with certain answers every third, in the form's order; of each group one row.
    """
    always = [question for question, _group, is_always in _questions(source) if is_always]
    sometimes = [question for question, _group, is_always in _questions(source) if not is_always]
    return _length([(question, 1) for question in always + sometimes[2::3]])


def _questions(source: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any] | None, bool]]:
    """Each question that takes an answer, its group, and whether everybody is asked it."""
    found: list[tuple[dict[str, Any], dict[str, Any] | None, bool]] = []
    for section in source["sections"]:
        for question in section["questions"]:
            always = "show_if" not in section and "show_if" not in question and "each" not in question
            if "fields" in question:
                found += [(field, question, always and "show_if" not in field) for field in question["fields"]]
            elif type_of(question).takes_answer:
                found.append((question, None, always))
    return found


def _length(asked: list[tuple[dict[str, Any], int]]) -> Length:
    seconds = sum(SECONDS.get(question["type"], OTHERWISE) * times for question, times in asked)
    return Length(sum(times for _question, times in asked), -(-seconds // 60))
