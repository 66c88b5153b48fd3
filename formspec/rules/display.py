"""Answers in words, for pages, check-your-answers, the PDF and staff: sensitive ones masked wherever they stand."""

import re
from typing import Any

from core.languages.rules import like
from formspec.rules.answer_types import type_of
from formspec.rules.answer_types.answer_type import Translate
from formspec.rules.messages import WORDS
from formspec.rules.raw_answers import is_shaped_blank, shape_raw


def display_answer(question: dict[str, Any], value: Any, *, translate: Translate = str, in_full: bool = False) -> str:
    """Return a clean value as plain text, addresses and lists one line each; "" for no answer.

    A sensitive value is masked, unless it is asked for `in_full`. `translate` gets every word that comes from us
    (months, "every week"), never what the person typed.
    """
    answer_type = type_of(question)
    if value is None or value == [] or value == "":
        return ""
    if answer_type.sensitive and not in_full:
        return answer_type.mask(value, translate)
    return answer_type.display(question, value, translate)


def display_raw(question: dict[str, Any], raw: Any, *, translate: Translate = str) -> str:
    """Return what somebody typed, right or wrong, as short text; a sensitive answer is only said to be there."""
    answer_type, shaped = type_of(question), shape_raw(question, raw)
    if is_shaped_blank(question, shaped):
        return ""
    if answer_type.sensitive:
        return translate(WORDS["not_shown"])
    return answer_type.display_raw(question, shaped, translate)


def mask(question: dict[str, Any], value: Any, *, translate: Translate = str) -> str:
    """Return what may be shown of a sensitive value: "•••• 56C", "account ending 78"; other types show nothing."""
    return type_of(question).mask(value, translate) if value else ""


def row_title(question: dict[str, Any], number: int, values: dict[str, Any], *, translate: Translate = str) -> str:
    """Return the heading of a repeating group's row from its pattern ("{child_name}"), or "Child 2" while blank.

    Sensitive answers are masked. `values` are the row's clean values by field key; `number` counts from 1.
    """
    fields = {field["key"]: field for field in question["fields"]}

    def answer(name: re.Match[str]) -> str:
        text = display_answer(fields[name[1]], values.get(name[1]), translate=translate)
        return text.replace("\n", ", ")

    pattern = question["rows"]["row_title"]
    title = " ".join(re.sub(r"\{(\w+)\}", answer, pattern).split())
    blank = " ".join(re.sub(r"\{(\w+)\}", "", pattern).split())
    if title != blank:
        return title
    called = question["rows"].get("called", "")
    if not called:
        return translate(WORDS["row"]) % {"number": number}
    return like(called, translate(WORDS["called"]) % {"what": called, "number": number})
