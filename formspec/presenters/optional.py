"""The staff page that lists the forms with optional questions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formspec.models import FormVersion
from formspec.readers import form_titles
from formspec.rules.compile import library_optional_questions


def number_of_questions(spec: dict[str, Any]) -> int:
    """How many questions a form has, those that few people see included, and each question of a row once."""
    questions = [question for section in spec["sections"] for question in section["questions"]]
    return sum(len(question.get("fields", ())) or 1 for question in questions)


def form_items(versions: list[FormVersion]) -> list[dict[str, Any]]:
    """Items of components/task_list.html: each form, how many questions it has, and how many were added."""
    return [_item(*each) for each in zip(versions, form_titles(versions), strict=True)]


def _item(version: FormVersion, titles: dict[str, Any]) -> dict[str, Any]:
    slug = version.form.slug
    known = {each.key for each in library_optional_questions(slug)}
    number = number_of_questions(version.spec)
    return {
        "title": titles["title"],
        "url": reverse("formspec:form_questions", args=[slug]),
        "hint": ngettext("%(number)s question", "%(number)s questions", number) % {"number": number},
        "status": _("%(added)s of %(all)s added") % {"added": len(known & {*version.form.asked}), "all": len(known)},
    }
