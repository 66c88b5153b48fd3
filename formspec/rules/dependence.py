"""On which answers something else of a form hangs: what is shown, how it is worded, what another answer must match."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.conditions import leaves
from formspec.rules.derived import RULES
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.visibility import SIGNATORY_FACTS
from formspec.rules.wording import PARTNER


def stands_alone(spec: FormSpec, key: str, row: str = "") -> bool:
    """Whether another answer to this question changes nothing of the form but the question itself. Rows and signatures
    do not, nor what is not typed.
    """
    question = spec.question(key, row)
    if row or question is None:
        return False
    answer_type = type_of(question)
    if answer_type.is_group or not answer_type.by_hand or question.get("validation") == "signature":
        return False
    return key not in _leading(spec)


def _leading(spec: FormSpec) -> frozenset[str]:
    """The questions on which others hang; worked out once for a form."""
    if spec.leading is None:
        spec.leading = frozenset(_all_leading(spec))
    return spec.leading


def _all_leading(spec: FormSpec) -> Iterator[str]:
    yield PARTNER
    for name in spec.data.get("derived", ()):
        yield from RULES[name].uses
    for item in _with_conditions(spec):
        for leaf in leaves(item["show_if"]):
            if "q" in leaf:
                yield leaf["q"]
            if "derived" in leaf:
                yield from RULES[leaf["derived"]].uses
    for key, question in spec.questions.items():
        if type_of(question).is_name and question.get("fact") in SIGNATORY_FACTS:
            yield key


def _with_conditions(spec: FormSpec) -> Iterator[dict[str, Any]]:
    questions: list[Question] = [*spec.questions.values(), *spec.fields.values()]
    options = [option for question in questions for option in question.get("options", ())]
    for item in (*spec.data["sections"], *questions, *options):
        if "show_if" in item:
            yield item
