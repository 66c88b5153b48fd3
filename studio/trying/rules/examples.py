"""A form's examples: invented people with answers, and what must come of them (`tests` in library/schema.json)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules.answer_types import type_of
from formspec.rules.facts import facts_of
from formspec.rules.form_spec import FormSpec
from formspec.rules.visibility import FormState, visible_answers

Example = dict[str, Any]
# From a form and its clean answers to the ids of the papers that they call for.
Papers = Callable[[FormSpec, dict[str, Any]], Collection[str]]


@dataclass(frozen=True)
class Miss:
    """Something that is not as expected, in words. key: of the question that it is about, or ""; error: what the form
    says of its answer.
    """

    words: Phrase
    key: str = ""
    error: Phrase | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of an example: its name, and what is not as expected."""

    name: str
    wrong: tuple[Miss, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.wrong


def run_examples(spec: FormSpec, examples: Collection[Example], papers: Papers) -> list[Outcome]:
    """Answer the form as each example does, and compare."""
    return [Outcome(example["name"], tuple(_wrong(spec, example, papers))) for example in examples]


def _wrong(spec: FormSpec, example: Example, papers: Papers) -> list[Miss]:
    try:
        today = date.fromisoformat(example["today"])
    except ValueError:
        return [Miss(say("%(day)s is no day.", day=example["today"]))]
    expected = example["expect"]
    unknown = _unknown(spec, example)
    if unknown:
        return [Miss(say("There is no question %(key)s in the form.", key=key)) for key in unknown]
    form_state = visible_answers(spec.data, placed(spec, example["answers"]), today)
    wrong = _shown(spec, expected, {key for key, _row in form_state.cleaned})
    if "papers" in expected:
        names = {item["id"]: item["name"] for item in spec.data["evidence"]}
        wrong += _papers(expected["papers"], papers(spec, form_state.values), names)
    if "errors" in expected:
        wrong += _errors(spec, expected["errors"], form_state)
    if "facts" in expected:
        wrong += _facts(expected["facts"], facts_of(spec.data, form_state))
    return wrong


def _shown(spec: FormSpec, expected: dict[str, Any], shown: Collection[str]) -> list[Miss]:
    missing = [key for key in expected.get("shown", ()) if key not in shown]
    there = [key for key in expected.get("hidden", ()) if key in shown]
    return [
        *(Miss(say("%(question)s is not shown.", question=_label(spec, key)), key) for key in missing),
        *(Miss(say("%(question)s is shown.", question=_label(spec, key)), key) for key in there),
    ]


def _unknown(spec: FormSpec, example: Example) -> list[str]:
    """The questions that an example names and the form does not have."""
    known = spec.questions.keys() | spec.fields.keys()
    expected = example["expect"]
    rows = [
        row
        for key, raw in example["answers"].items()
        if key in spec.questions and type_of(spec.questions[key]).is_group and isinstance(raw, list)
        for row in raw
    ]
    named = [*example["answers"], *(key for row in rows if isinstance(row, dict) for key in row)]
    named += [key for what in ("shown", "hidden", "errors") for key in expected.get(what, ())]
    return sorted({key for key in named if key not in known})


def placed(spec: FormSpec, answers: dict[str, Any]) -> dict[tuple[str, str], Any]:
    """The answers of an example by question and row, as formspec.rules.visibility reads them."""
    found: dict[tuple[str, str], Any] = {}
    for key, raw in answers.items():
        if not (key in spec.questions and type_of(spec.questions[key]).is_group):
            found[key, ""] = raw
            continue
        rows = [row for row in raw if isinstance(row, dict)] if isinstance(raw, list) else []
        found[key, ""] = [str(number) for number in range(1, len(rows) + 1)]
        for number, row in enumerate(rows, start=1):
            found |= {(field, str(number)): value for field, value in row.items()}
    return found


def _papers(expected: Collection[str], asked: Collection[str], names: dict[str, str]) -> list[Miss]:
    missing = [key for key in expected if key not in asked]
    more = [key for key in asked if key not in expected]
    return [
        *(Miss(say("The paper “%(paper)s” is not asked for.", paper=names.get(key, key))) for key in missing),
        *(Miss(say("The paper “%(paper)s” is asked for.", paper=names[key])) for key in more),
    ]


def _errors(spec: FormSpec, expected: Collection[str], form_state: FormState) -> list[Miss]:
    found = {problem.question: problem.message for problem in form_state.problems}
    taken = [key for key in expected if key not in found]
    return [
        *(Miss(say("%(question)s: the answer is taken.", question=_label(spec, key)), key) for key in taken),
        *(
            Miss(say("%(question)s: the answer is not taken.", question=_label(spec, key)), key, error)
            for key, error in found.items()
            if key not in expected
        ),
    ]


def _facts(expected: dict[str, Any], given: dict[str, Any]) -> list[Miss]:
    return [
        Miss(_given(fact, given[fact], value) if fact in given else _not_given(fact, value))
        for fact, value in expected.items()
        if given.get(fact) != value
    ]


def _given(fact: str, given: Any, value: Any) -> Phrase:
    return say(
        "The calculator is given %(given)s for %(fact)s, not %(expected)s.",
        fact=fact, given=str(given), expected=str(value),
    )  # fmt: skip


def _not_given(fact: str, value: Any) -> Phrase:
    return say("The calculator is given nothing for %(fact)s, not %(expected)s.", fact=fact, expected=str(value))


def _label(spec: FormSpec, key: str) -> str:
    question = spec.questions.get(key) or spec.fields[key]
    return f"“{question['label']}”"
