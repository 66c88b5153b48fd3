"""The one table of answer types: what a type is, cleans to, says, hides and is drawn as.

Cleaning, words, masking, encryption, controls, conditions, prefilling, compiling and the browser all read it; nothing
else tells one type from another. A new type is a row here and its name in the library's schema.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formspec.rules.answer_types.amounts import AMOUNT_TYPES
from formspec.rules.answer_types.answer_type import AnswerType, Cleaned
from formspec.rules.answer_types.choices import CHOICE_TYPES
from formspec.rules.answer_types.dates import DATE_TYPES
from formspec.rules.answer_types.others import OTHER_TYPES
from formspec.rules.answer_types.people import PEOPLE_TYPES
from formspec.rules.answer_types.words import WORDS_TYPES

__all__ = ["ANSWER_TYPES", "AnswerType", "Cleaned", "is_sensitive", "type_of"]

ANSWER_TYPES: dict[str, AnswerType] = {
    **WORDS_TYPES,
    **AMOUNT_TYPES,
    **CHOICE_TYPES,
    **DATE_TYPES,
    **PEOPLE_TYPES,
    **OTHER_TYPES,
}


def type_of(question: Mapping[str, Any]) -> AnswerType:
    """The type of a question; KeyError for one that compiling would have refused."""
    return ANSWER_TYPES[question["type"]]


def is_sensitive(question: Mapping[str, Any]) -> bool:
    """Say whether answers must be encrypted and masked; a group's rows must be where one of their fields is."""
    return type_of(question).sensitive or any(is_sensitive(part) for part in question.get("fields", ()))
