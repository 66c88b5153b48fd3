"""What somebody typed who tries a form, made into an example of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.answers import is_blank
from formspec.rules.facts import facts_of
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.visibility import FormState

Place = tuple[str, str]
SHOWN, HIDDEN, PAPERS, ERRORS, FACTS = "shown", "hidden", "papers", "errors", "facts"

_ROW = re.compile(r"[1-9][0-9]{0,5}")


def rows_of(raw: Any) -> list[str]:
    """The ids of rows in what is kept of a repeating group. Where its key was another question's, what was typed there
    is no row.
    """
    return [row for row in raw if isinstance(row, str) and _ROW.fullmatch(row)] if isinstance(raw, list) else []


def answers_shown(spec: FormSpec, answers: Mapping[Place, Any], form_state: FormState) -> dict[str, Any]:
    """The answers to what is shown, as an example has them: by question, of a repeating group its rows."""
    kept: dict[str, Any] = {}
    for key, question in spec.questions.items():
        if not form_state.is_visible(key) or not type_of(question).takes_answer:
            continue
        if type_of(question).is_group:
            kept[key] = [_row(question, row.id, answers, form_state) for row in form_state.rows.get(key, ())]
        elif not is_blank(question, answers.get((key, ""))):
            kept[key] = answers[key, ""]
    return kept


def _row(group: Question, row: str, answers: Mapping[Place, Any], form_state: FormState) -> dict[str, Any]:
    return {
        field["key"]: answers[field["key"], row]
        for field in group["fields"]
        if form_state.is_visible(field["key"], row) and not is_blank(field, answers.get((field["key"], row)))
    }


def comes_out(spec: FormSpec, form_state: FormState, papers: Collection[str]) -> dict[str, Any]:
    """What an example can say must hold, as it is now: which questions that depend on answers are shown and hidden,
    the papers, the questions without a right answer, and the facts for the calculator.
    """
    seen = {key for key, _row in form_state.cleaned}
    depending = _depending(spec)
    return {
        SHOWN: [key for key in depending if key in seen],
        HIDDEN: [key for key in depending if key not in seen],
        PAPERS: list(papers),
        ERRORS: list(dict.fromkeys(problem.question for problem in form_state.problems)),
        FACTS: facts_of(spec.data, form_state),
    }


def _depending(spec: FormSpec) -> list[str]:
    """The questions that are not always shown, those in rows included, in order."""
    found = []
    for section in spec.data["sections"]:
        for question in section["questions"]:
            is_depending = "show_if" in section or "show_if" in question
            for each in (question, *question.get("fields", ())):
                if is_depending or "show_if" in each:
                    found.append(each["key"])
    return found
