"""What a draft's page posts, read into changes of answers."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest

from claims.actions.answering import AnswerChange
from core.rules.numbers import whole_number
from formspec.rules.answers import raw_from_post
from formspec.rules.form_spec import Question

PAGE_ID = re.compile(r"[\w-]{1,40}", re.ASCII)


def changes_in(request: HttpRequest, questions: list[Question], row: str = "") -> list[AnswerChange]:
    """A change for each question that the posted page had drawn, with the revision that it was drawn from."""
    page_id = page_id_in(request.POST.get("_page_id"))
    return [
        AnswerChange(
            question["key"], row, raw_from_post(question, request.POST), _base(request, question["key"]), page_id
        )
        for question in questions
        if f"_base-{question['key']}" in request.POST
    ]


def page_id_in(named: Any) -> str:
    """The open page that writes, as its script names it ("page" or "page.change"); "" for anything else."""
    name = named.partition(".")[0] if isinstance(named, str) else ""
    return name if PAGE_ID.fullmatch(name) else ""


def _base(request: HttpRequest, key: str) -> int:
    return whole_number(request.POST.get(f"_base-{key}", "0"), most=10**9) or 0
