"""What a correction may change: what was asked, what that brings up and takes away, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.visibility import FormState, Problem, visible_answers

MOST_WORDS = 1000
# Of one claim, open at the same time.
MOST_OPEN = 10
Place = tuple[str, str]


@dataclass(frozen=True)
class Worked:
    """A claim seen through what is typed for a correction.

    `keys`: the questions to draw, in the form's order. `state`: the form as it would be. `values`: every clean answer
    as it would be sent. `changed`: the questions whose answers differ from what holds now. `problems`: what is in the
    way of sending.
    """

    keys: list[str]
    state: FormState
    values: dict[str, Any]
    changed: list[str]
    problems: list[Problem]


def may_be_asked(question: Question) -> bool:
    """Whether an answer can be corrected by itself. Papers are asked for as papers, and nobody signs again here."""
    answer_type = type_of(question)
    if answer_type.is_upload or not answer_type.takes_answer:
        return False
    return "statements" not in question and question.get("validation") != "signature"


def work_out(
    spec: FormSpec, held: Mapping[Place, Any], typed: Mapping[Place, Any], asked: Collection[str],
    sent: Mapping[str, Any], today: date,
) -> Worked:  # fmt: skip
    """What a correction comes to. `held`: the raw answers that hold now; `typed`: those of the correction; `asked`:
    keys of the questions it is about; `sent`: the clean answers that hold now.

    A follow-up is what is asked with the new answers and was not with the old ones, both seen today: what only time
    changed is left alone, and so is everything else.
    """
    before = visible_answers(spec.data, held, today)
    after = visible_answers(spec.data, {**held, **typed}, today)
    was, now = _asked_in(before), _asked_in(after)
    wrong = _wrong(spec, after) - _wrong(spec, before)
    about = {key for key in now & {*asked, *(now - was), *wrong} if may_be_asked(spec.questions[key])}
    values = {key: value for key, value in sent.items() if key not in about and key not in was - now}
    values |= {key: after.values[key] for key in about if key in after.values}
    ordered = {key: values[key] for key in spec.questions if key in values}
    return Worked(
        keys=[key for key in spec.questions if key in about],
        state=after,
        values=ordered,
        changed=[key for key in spec.questions if ordered.get(key) != sent.get(key)],
        problems=[problem for problem in after.problems if _top(spec, problem) in about],
    )


def _asked_in(state: FormState) -> set[str]:
    return {key for key, row in state.cleaned if not row}


def _wrong(spec: FormSpec, state: FormState) -> set[str]:
    return {_top(spec, problem) for problem in state.problems}


def _top(spec: FormSpec, problem: Problem) -> str:
    return spec.group_of[problem.question] if problem.row else problem.question
