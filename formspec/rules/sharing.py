"""What somebody who helps live may see and change of an answer, as the compiled question declares it.

What declares nothing is masked: its label, and whether it is filled in and right, is all that is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formspec.rules.answer_types import is_sensitive, type_of


def may_see(question: Mapping[str, Any]) -> bool:
    """Whether the answer itself may be shown to an adviser."""
    return question.get("adviser") == "show" and not type_of(question).sensitive


def may_change(question: Mapping[str, Any]) -> bool:
    """Whether an adviser who is allowed to fill in may give this answer: none that they cannot see."""
    return may_see(question) and question.get("adviser_edit") is True and type_of(question).by_hand


def seen_values(fields: list[dict[str, Any]], values: Mapping[str, Any]) -> dict[str, Any]:
    """Of a row's clean values by field key, those that an adviser may see."""
    shown = {field["key"] for field in fields if may_see(field) and not is_sensitive(field)}
    return {key: value for key, value in values.items() if key in shown}
