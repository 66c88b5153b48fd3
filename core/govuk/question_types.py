"""What drawing a question must know of its type.

The app that knows the types hands its table over in its `apps.ready()` (core imports no app). It is the table itself,
not a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class QuestionType(Protocol):
    """A row of that table, as far as it is about drawing (formspec/rules/answer_types/answer_type.py says more)."""

    control: str
    inputs: Mapping[str, Any]
    choices: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    exclusive: tuple[str, ...]
    is_number: bool
    is_group: bool

    @property
    def browser_kind(self) -> str: ...


_types: Mapping[str, QuestionType] = {}


def draw_types(types: Mapping[str, QuestionType]) -> None:
    """Draw questions of these types from now on."""
    global _types
    _types = types


def type_of(question: Mapping[str, Any]) -> QuestionType:
    """The type of a question; KeyError for one that nobody knows."""
    return _types[question["type"]]
