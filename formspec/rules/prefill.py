"""Tell us once: which known facts fill in which questions of a form, as raw answers (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.facts import known_answer

# Copied without asking. The others are asked afresh, confirmed masked, or need the person's word first.
COPIED = "prefill_and_confirm"

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
