"""The questions before a form begins, as its page asks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from formspec.rules.eligibility import NOT_SAID, answers_to


def box_of(key: str) -> str:
    """The name of a question's box: never one that every page has, as that of the language."""
    return f"answer_{key}"


def question_rows(check: Mapping[str, Any], answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each question as the radios component takes it, with what was answered."""
    return [_row(question, answers.get(question["key"])) for question in check["questions"]]


def _row(question: Mapping[str, Any], answer: str | None) -> dict[str, Any]:
    words = {option["value"]: option["label"] for option in question.get("options", ())}
    words = words or {"yes": _("Yes"), "no": _("No")}
    items = [{"value": value, "text": words[value], "checked": value == answer} for value in answers_to(question)]
    rather_not = {"value": NOT_SAID, "text": _("I would rather not answer"), "checked": answer == NOT_SAID}
    legend = {"text": question["label"], "classes": "govuk-fieldset__legend--s"}
    return {
        "name": box_of(question["key"]),
        "idPrefix": box_of(question["key"]),
        "fieldset": {"legend": legend},
        "items": [*items, {"divider": _("or")}, rather_not],
    }
