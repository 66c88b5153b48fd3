"""What somebody who helps live may see and change of an answer, as the compiled question declares it.

What declares nothing is masked: its label, and whether it is filled in and right, is all that is shown. Masked are
health, safety, immigration, the story of a crisis, and whatever is neither in the data dictionary nor declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formspec.rules.answer_types import is_sensitive, type_of

# Of the sensitivities of the data dictionary, those whose facts are shown unless they or the question say otherwise.
OPEN = ("standard", "financial")


def declared_sharing(question: Mapping[str, Any], fact: Mapping[str, Any]) -> dict[str, Any]:
    """What a compiled question says of itself: {"adviser": show | mask | hide, "adviser_edit": bool}.

    `fact` is the entry of the data dictionary for what it asks, {} for none.
    """
    answer_type = type_of(question)
    known = "show" if fact.get("sensitivity") in OPEN or not answer_type.takes_answer else "mask"
    seen = "mask" if answer_type.sensitive else question.get("adviser") or fact.get("adviser") or known
    edits = answer_type.adviser_edits and not is_own_act(question)
    edits = edits and question.get("adviser_edit", True) and fact.get("adviser_edit", True)
    return {"adviser": seen, "adviser_edit": edits}


def is_own_act(question: Mapping[str, Any]) -> bool:
    """Declaring, signing and agreeing are the person's own acts: nothing that somebody else could know."""
    is_signed = bool(question.get("statements")) or question.get("validation") == "signature"
    return is_signed or "consent" in question.get("fact", "").split(".")


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
