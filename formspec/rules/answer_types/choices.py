"""Answers that are picked: yes or no, one or several of the form's options, a box to tick."""

from __future__ import annotations

from typing import Any

from core.languages.rules import joined
from formspec.rules.answer_types.answer_type import (
    LISTED,
    MANY,
    ONE,
    AnswerType,
    Around,
    Cleaned,
    Question,
    Translate,
    fail,
    fits_nothing,
    typed_shown,
)
from formspec.rules.messages import AGREE, WORDS, ask_to_select, ask_yes_if, message

# Picking one of these says that none of the other options applies.
EXCLUSIVE_OPTIONS = ("none", "no")
_YES_NO = (("yes", WORDS["yes"]), ("no", WORDS["no"]))
_YES_NO_UNSURE = (*_YES_NO, ("unsure", WORDS["unsure"]))


def _own_options(question: Question) -> list[str]:
    return [option["value"] for option in question.get("options", [])]


def _yes_no(question: Question) -> list[str]:
    return ["yes", "no"]


def _yes_no_unsure(question: Question) -> list[str]:
    return ["yes", "no", "unsure"]


def _option(possible: list[str], question: Question, raw: str) -> Cleaned:
    return Cleaned(raw) if raw in possible else fail("option_unknown", question)


def _choice(question: Question, raw: str, around: Around) -> Cleaned:
    return _option(_own_options(question), question, raw)


def _multi_choice(question: Question, raw: list[str], around: Around) -> Cleaned:
    possible = _own_options(question)
    if any(value not in possible for value in raw):
        return fail("option_unknown", question)
    exclusive = [value for value in raw if value in EXCLUSIVE_OPTIONS]
    return Cleaned(exclusive[:1] or [value for value in possible if value in raw])


def _to_agree(question: Question) -> Cleaned:
    return Cleaned(error=message("agree"))


def _declaration(question: Question, raw: str, around: Around) -> Cleaned:
    return Cleaned("agreed") if raw == "agreed" else _to_agree(question)


def _to_select(question: Question) -> Cleaned:
    return Cleaned(error=ask_to_select(question))


def _labels_shown(question: Question, value: Any, translate: Translate) -> str:
    return joined("\n", _labels(question, value))


def _labels_shown_raw(question: Question, raw: Any, translate: Translate) -> str:
    return joined(", ", _labels(question, raw))


def _labels(question: Question, value: Any) -> list[str]:
    labels = {option["value"]: option["label"] for option in question["options"]}
    return [labels.get(item, str(item)) for item in (value if isinstance(value, list) else [value])]


def _word_shown(question: Question, value: str, translate: Translate) -> str:
    return translate(WORDS[value])


def _word_shown_raw(question: Question, raw: str, translate: Translate) -> str:
    return translate(WORDS[raw]) if raw in WORDS else typed_shown(question, raw, translate)


def _fits_many(question: Question, value: Any) -> bool:
    return isinstance(value, list) and all(item in _own_options(question) for item in value)


CHOICE_TYPES = {
    "yes_no": AnswerType(
        clean=lambda question, raw, around: _option(_yes_no(question), question, raw),
        blank=lambda question: Cleaned(error=ask_yes_if(question)),
        options=_yes_no,
        display=_word_shown,
        display_raw=_word_shown_raw,
        control="radios",
        inputs={"classes": "govuk-radios--inline"},
        choices=_YES_NO,
        compared=ONE,
        fits=lambda question, value: value in _yes_no(question),
    ),
    "yes_no_unsure": AnswerType(
        clean=lambda question, raw, around: _option(_yes_no_unsure(question), question, raw),
        blank=_to_select,
        options=_yes_no_unsure,
        display=_word_shown,
        display_raw=_word_shown_raw,
        control="radios",
        choices=_YES_NO_UNSURE,
        compared=ONE,
        fits=lambda question, value: value in _yes_no_unsure(question),
    ),
    "choice": AnswerType(
        clean=_choice,
        blank=_to_select,
        options=_own_options,
        display=_labels_shown,
        display_raw=_labels_shown_raw,
        control="radios",
        compared=ONE,
        fits=lambda question, value: value in _own_options(question),
        settings=("options",),
    ),
    "multi_choice": AnswerType(
        shape=LISTED,
        clean=_multi_choice,
        blank=_to_select,
        options=_own_options,
        display=_labels_shown,
        display_raw=_labels_shown_raw,
        control="checkboxes",
        compared=MANY,
        exclusive=EXCLUSIVE_OPTIONS,
        raw_of=list,
        fits=_fits_many,
        settings=("options",),
    ),
    "declaration": AnswerType(
        clean=_declaration,
        blank=_to_agree,
        display=_word_shown,
        display_raw=_word_shown_raw,
        control="agree",
        choices=(("agreed", AGREE),),
        fits=fits_nothing,
        settings=("statements",),
        in_rows=False,
        adviser_edits=False,
    ),
}
