"""What is no typed answer: rows of other answers, uploaded files, words among the questions."""

from __future__ import annotations

from typing import Any

from formspec.rules.answer_types.answer_type import (
    LISTED,
    NOTHING,
    AnswerType,
    Around,
    Cleaned,
    Question,
    Translate,
    as_it_is,
    fail,
    fits_nothing,
)
from formspec.rules.messages import ask_to_upload, message

ACCEPTED_FILES = "image/jpeg,image/png,image/heic,application/pdf"


def _rows(question: Question, raw: list[str], around: Around) -> Cleaned:
    rows = question.get("rows", {})
    if len(raw) > rows.get("max", len(raw)):
        return fail("too_many_rows", question, limit=str(rows["max"]))
    if question.get("required") and len(raw) < rows.get("min", 0):
        return _to_add(question)
    return Cleaned(list(raw))


def _to_add(question: Question) -> Cleaned:
    return Cleaned(error=message("add_row", question))


def _count_shown(question: Question, value: list[Any], translate: Translate) -> str:
    return str(len(value))


OTHER_TYPES = {
    "repeating_group": AnswerType(
        shape=LISTED,
        clean=_rows,
        blank=_to_add,
        display=_count_shown,
        display_raw=_count_shown,
        control="",
        by_hand=False,
        fits=fits_nothing,
        settings=("rows", "fields"),
        in_rows=False,
        is_group=True,
    ),
    "file_upload": AnswerType(
        shape=LISTED,
        clean=as_it_is,
        blank=lambda question: Cleaned(error=ask_to_upload(question)),
        display=_count_shown,
        display_raw=_count_shown,
        control="file",
        inputs={"attributes": {"multiple": True, "accept": ACCEPTED_FILES}},
        by_hand=False,
        fits=fits_nothing,
        in_rows=False,
        adviser_edits=False,
        is_upload=True,
    ),
    "information": AnswerType(
        shape=NOTHING,
        clean=lambda question, raw, around: Cleaned(),
        blank=lambda question: Cleaned(),
        control="",
        by_hand=False,
        fits=fits_nothing,
        in_rows=False,
        adviser_edits=False,
    ),
}
