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
CHANGE_ID = re.compile(r"[\w.-]{1,60}", re.ASCII)
# So many texts of one box can be on their way.
MOST_KNOWN = 12
Known = tuple[tuple[str, str], ...]


def changes_in(request: HttpRequest, questions: list[Question], row: str = "") -> list[AnswerChange]:
    """A change for each question that the posted page had drawn, with the revision that it was drawn from."""
    page_id = page_id_in(request.POST.get("_page_id"))
    return [
        AnswerChange(
            question["key"],
            row,
            raw_from_post(question, request.POST),
            _base(request, question["key"]),
            page_id,
            known=known_in(request, question["key"]),
        )
        for question in questions
        if f"_base-{question['key']}" in request.POST
    ]


def change_from_script(asked: dict[str, Any]) -> AnswerChange:
    """The change that a script asks for in JSON. Raises ValueError, LookupError, TypeError, AttributeError or
    OverflowError for what is none: anybody may send anything.
    """
    key, row, base = str(asked["question"]), str(asked.get("row") or ""), int(asked.get("base") or 0)
    named, known = asked.get("id"), asked.get("known") or []
    texts = tuple((name, text) for name, text in known if isinstance(text, str) and (not name or _is_id(name)))
    if len(texts) != len(known) or len(texts) > MOST_KNOWN or (texts and texts[0][0]):
        raise ValueError("not the texts of a box")
    version = whole_number(str(asked.get("version") or ""), most=2**62)
    return AnswerChange(key, row, asked["raw"], base, page_id_in(named), named if _is_id(named) else "", texts, version)


def known_in(request: HttpRequest, key: str) -> Known:
    """The long words that a page was drawn with, "revision:words", if the change is one of them; () if not."""
    revision, _colon, text = request.POST.get(f"_was-{key}", "").partition(":")
    return (("", text),) if revision == request.POST.get(f"_base-{key}") else ()


def _is_id(named: Any) -> bool:
    return isinstance(named, str) and bool(CHANGE_ID.fullmatch(named))


def page_id_in(named: Any) -> str:
    """The open page that writes, as its script names it ("page" or "page.change"); "" for anything else."""
    name = named.partition(".")[0] if isinstance(named, str) else ""
    return name if PAGE_ID.fullmatch(name) else ""


def _base(request: HttpRequest, key: str) -> int:
    return whole_number(request.POST.get(f"_base-{key}", "0"), most=10**9) or 0
