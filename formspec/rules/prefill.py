"""Tell us once: which known facts fill in which questions of a form, as raw answers (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.compile import library_facts
from formspec.rules.facts import known_answer

# Copied without asking. The others are asked afresh, confirmed masked, or need the person's word first.
COPIED = "prefill_and_confirm"
# What a question says of known answers that stand beside its box: it asks for a new one.
BESIDE = "beside"
# Days, by the words of the data dictionary; None: as long as it is confirmed each time.
DAYS = {"this form only": 0, "1 month": 31, "6 months": 184, "12 months": 366, "no limit, confirm": None}

Question = dict[str, Any]


def prefill_answers(
    spec: dict[str, Any], facts: Mapping[str, Any], policies: Mapping[str, str], *, asked: bool = False
) -> dict[tuple[str, str], Any]:
    """Raw answers for the questions of a document whose fact is known, by (question key, row).

    `policies` maps a fact to its reuse policy; only "prefill_and_confirm" is copied, unless the person `asked` for
    exactly these answers to be used, when everything but "never_prefill" is: also in the rows of a list. A choice that
    this form does not offer is left out.
    """

    def may(fact: str) -> bool:
        policy = policies.get(fact, COPIED)
        return policy == COPIED or (asked and policy != "never_prefill")

    allowed = {fact: value for fact, value in facts.items() if may(fact)}
    answers: dict[tuple[str, str], Any] = {}
    for section in spec["sections"]:
        for question in section["questions"]:
            if question.get("prefill") == BESIDE:
                continue
            value = _offered(question, known_answer(question, allowed))
            if value is None:
                continue
            answer_type = type_of(question)
            if answer_type.is_group:
                answers |= _rows(question, value, may)
            elif answer_type.fits(question, value):
                answers[question["key"], ""] = answer_type.raw_of(value)
    return answers


def _offered(question: Question, value: Any) -> Any:
    """Of several choices those that the question offers, None if it offers none of them; any other value as it is."""
    if not isinstance(value, list) or "options" not in question:
        return value
    offered = [option["value"] for option in question["options"]]
    return [item for item in value if item in offered] or None


def _rows(group: Question, rows: Any, may: Callable[[str], bool]) -> dict[tuple[str, str], Any]:
    if not isinstance(rows, list) or not rows or not all(isinstance(values, dict) for values in rows):
        return {}
    ids = [f"r{number}" for number in range(1, len(rows[: group["rows"]["max"]]) + 1)]
    answers: dict[tuple[str, str], Any] = {(group["key"], ""): ids}
    for row, values in zip(ids, rows, strict=False):
        for part in group["fields"]:
            fact = part.get("fact", "")
            answer_type, value = type_of(part), values.get(fact) if may(fact) else None
            if value is not None and answer_type.fits(part, value):
                answers[part["key"], row] = answer_type.raw_of(value)
    return answers


@cache
def shelf_lives() -> dict[str, int | None]:
    """Return fact -> days for which an answer is reused after it was last confirmed; None for no limit."""
    return {fact: DAYS[entry["shelf_life"]] for fact, entry in library_facts().items()}


def still_good(fact: str, value: Any, confirmed_on: date, today: date) -> Any:
    """What of a known value is not too old today: the value, of a list only what its rows may still say, or None."""
    if _is_old(fact, confirmed_on, today):
        return None
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return value
    return [{part: said for part, said in row.items() if not _is_old(part, confirmed_on, today)} for row in value]


def _is_old(fact: str, confirmed_on: date, today: date) -> bool:
    days = shelf_lives().get(fact)
    return days is not None and (today - confirmed_on).days > days
