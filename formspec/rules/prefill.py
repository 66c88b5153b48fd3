"""Tell us once: which known facts fill in which questions of a form, as raw answers (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from formspec.rules.raw_answers import PARTS

# Copied without asking. The others are asked afresh, confirmed masked, or need the person's word first.
COPIED = "prefill_and_confirm"

Question = dict[str, Any]
_DATES = {"date": re.compile(r"[0-9]{4}(-[0-9]{2}){2}"), "month_year": re.compile(r"[0-9]{4}-[0-9]{2}")}


def raw_of_clean(question: Question, value: Any) -> Any:
    """The raw answer that cleans to this value: what the boxes of the page must hold."""
    kind = question["type"]
    if kind in ("date", "month_year"):
        year, month, *day = str(value).split("-")
        parts = {"month": str(int(month)), "year": year}
        return {"day": str(int(day[0])), **parts} if kind == "date" else parts
    if kind in PARTS:
        return {part: str(value.get(part) or "") for part in PARTS[kind]}
    if kind == "multi_choice":
        return list(value)
    return str(value)


def prefill_answers(
    document: dict[str, Any], facts: Mapping[str, Any], policies: Mapping[str, str], *, asked: bool = False
) -> dict[tuple[str, str], Any]:
    """Raw answers for the questions of a document whose fact is known, by (question key, row).

    `policies` maps a fact to its reuse policy; only "prefill_and_confirm" is copied, unless the person `asked` for
    exactly these answers to be used, when everything but "never_prefill" is. A choice that this form does not offer
    is left out.
    """
    allowed = {
        fact: value
        for fact, value in facts.items()
        if policies.get(fact, COPIED) == COPIED or (asked and policies[fact] != "never_prefill")
    }
    answers: dict[tuple[str, str], Any] = {}
    for section in document["sections"]:
        for question in section["questions"]:
            value = allowed.get(question.get("fact", ""))
            if value is None:
                continue
            if question["type"] == "repeating_group":
                answers |= _rows(question, value)
            elif _fits(question, value):
                answers[question["key"], ""] = raw_of_clean(question, value)
    return answers


def _rows(group: Question, rows: Any) -> dict[tuple[str, str], Any]:
    if not isinstance(rows, list) or not rows or not all(isinstance(values, dict) for values in rows):
        return {}
    ids = [f"r{number}" for number in range(1, len(rows[: group["rows"]["max"]]) + 1)]
    answers: dict[tuple[str, str], Any] = {(group["key"], ""): ids}
    for row, values in zip(ids, rows, strict=False):
        for part in group["fields"]:
            value = values.get(part.get("fact", ""))
            if value is not None and _fits(part, value):
                answers[part["key"], row] = raw_of_clean(part, value)
    return answers


def _fits(question: Question, value: Any) -> bool:
    """Say whether a value that another form took is one that this question can hold."""
    kind = question["type"]
    if kind in _DATES:
        return isinstance(value, str) and _DATES[kind].fullmatch(value) is not None
    if kind in PARTS:
        return isinstance(value, dict)
    if kind == "multi_choice":
        return isinstance(value, list) and all(_offers(question, item) for item in value)
    if kind == "choice":
        return _offers(question, value)
    if kind in ("yes_no", "yes_no_unsure"):
        return value in ("yes", "no", "unsure")[: 2 if kind == "yes_no" else 3]
    return isinstance(value, str | int) and kind not in ("declaration", "file_upload", "information", "repeating_group")


def _offers(question: Question, value: Any) -> bool:
    return any(option["value"] == value for option in question["options"])
