"""The staff page that lists the forms with optional questions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from formspec.models import FormVersion
from formspec.readers import form_titles
from formspec.rules.compile import library_optional_questions


def number_of_questions(spec: dict[str, Any]) -> int:
    """How many questions a form has, those that few people see included, and each question of a row once."""
    questions = [question for section in spec["sections"] for question in section["questions"]]
    return sum(len(question.get("fields", ())) or 1 for question in questions)


def forms_table(versions: list[FormVersion]) -> dict[str, Any]:
    """Columns and rows of components/table.html: each form, how many questions it has, and how many were added."""
    columns = [
        {"title": _("Form")},
        {"title": _("Questions"), "numeric": True},
        {"title": _("Added by your council"), "numeric": True},
    ]
    return {"columns": columns, "rows": [_row(*each) for each in zip(versions, form_titles(versions), strict=True)]}


def _row(version: FormVersion, titles: dict[str, Any]) -> list[dict[str, Any]]:
    slug = version.form.slug
    known = {each.key for each in library_optional_questions(slug)}
    added = _("%(added)s of %(all)s") % {"added": len(known & {*version.form.asked}), "all": len(known)}
    return [
        {"text": titles["title"], "url": reverse("formspec:form_questions", args=[slug])},
        {"text": number_of_questions(version.spec), "numeric": True},
        {"text": added, "numeric": True},
    ]
