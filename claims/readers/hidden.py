"""One answer of a sent claim that pages mask, in full: for who may read it, and only after that is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from claims.models import Claim
from claims.readers.answer_store import localised_spec, sent_values
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import Question


@dataclass(frozen=True)
class HiddenAnswer:
    """A question whose answers are masked, in the page's language, and the answer, which its `repr` leaves out."""

    question: Question
    entry: int
    value: Any = field(repr=False)


def hidden_answer(claim: Claim, key: str, entry: int) -> HiddenAnswer | None:
    """The answer to a question, or in this entry of its repeating group (from 1; 0: in none). None: there is no answer,
    or not one that is masked.
    """
    found = sent_answer(claim, key, entry)
    return found if found is not None and type_of(found.question).sensitive else None


def sent_answer(claim: Claim, key: str, entry: int, values: dict[str, Any] | None = None) -> HiddenAnswer | None:
    """The answer to a question, or in this entry of its repeating group (from 1; 0: in none), masked or not, among
    `values`, or those that hold now. None: there is no answer.
    """
    question = _question(claim, key, entry)
    if question is None:
        return None
    found = sent_values(claim) if values is None else values
    group = group_of(claim, key) if entry else None
    value = _value(found, group["key"] if group else None, key, entry)
    return None if value is None else HiddenAnswer(question, entry, value)


def question_label(claim: Claim, key: str, entry: int) -> str:
    """What the question asks, in the page's language; "" when the claim's form has no such question."""
    question = _question(claim, key, entry)
    return question["label"] if question else ""


def _question(claim: Claim, key: str, entry: int) -> Question | None:
    spec = localised_spec(claim)
    return (spec.fields if entry else spec.questions).get(key)


def group_of(claim: Claim, key: str) -> Question | None:
    """The group whose entries ask this question, in the page's language; None: it is asked outside any."""
    groups = (each for each in localised_spec(claim).questions.values() if type_of(each).is_group)
    return next((each for each in groups if key in {part["key"] for part in each["fields"]}), None)


def _value(values: dict[str, Any], group: str | None, key: str, entry: int) -> Any:
    if not entry:
        return values.get(key)
    entries = values.get(group, []) if group else []
    return entries[entry - 1].get(key) if entry <= len(entries) else None
