"""Cleaning answers: from what a person typed to a checked value, or a plain sentence about what to change."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from formspec.rules.answer_types import Cleaned, is_sensitive, type_of
from formspec.rules.answer_types.answer_type import Around, Question
from formspec.rules.display import display_answer, mask
from formspec.rules.messages import Phrase
from formspec.rules.raw_answers import is_blank, is_shaped_blank, raw_from_post, readable_raw, shape_raw

__all__ = [
    "Cleaned",
    "Phrase",
    "blank_message",
    "clean_answer",
    "clean_shaped",
    "display_answer",
    "is_blank",
    "is_sensitive",
    "mask",
    "raw_from_post",
    "shape_raw",
]


def clean_answer(question: Question, raw: Any, *, today: date, context: Mapping[str, Any] | None = None) -> Cleaned:
    """Check one raw answer of any JSON shape; never raises.

    `context["names"]` may list the names that a signature must match. A blank answer is an error only where the
    question is required.
    """
    shaped = shape_raw(question, raw)
    return clean_shaped(question, shaped, is_shaped_blank(question, shaped), today=today, context=context)


def clean_shaped(
    question: Question, shaped: Any, blank: bool, *, today: date, context: Mapping[str, Any] | None = None
) -> Cleaned:
    """As `clean_answer`, for a caller that has shaped the answer and knows whether it is blank."""
    answer_type = type_of(question)
    if blank and not answer_type.is_group:
        return answer_type.blank(question) if question.get("required") else Cleaned()
    return answer_type.clean(question, readable_raw(shaped), Around(today, context or {}))


def blank_message(question: Question) -> Phrase | None:
    """What to say when a question that must be answered is not."""
    return type_of(question).blank(question).error
