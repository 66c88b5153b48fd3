"""The words of a question for this person: nobody alone is asked about a partner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formspec.rules.conditions import holds

Question = dict[str, Any]
Values = Mapping[str, Any]
# The question of every form that says whether there is a partner.
PARTNER = "has_partner"


def worded(question: Question, values: Values, derived: Mapping[str, bool]) -> Question:
    """The question as it is asked with these clean answers: its words for somebody alone, the options that fit."""
    told = {**question, **question["alone"]} if "alone" in question and values.get(PARTNER) == "no" else question
    if not any("show_if" in option for option in question.get("options", ())):
        return told
    return {**told, "options": options_shown(question, values, derived)}


def options_shown(question: Question, values: Values, derived: Mapping[str, bool]) -> list[dict[str, Any]]:
    """The options that are offered with these answers."""
    return [
        option
        for option in question.get("options", ())
        if "show_if" not in option or holds(option["show_if"], values, derived)
    ]
