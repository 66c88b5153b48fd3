"""Of an answer that stands alone, nothing else of any form of the library hangs."""

from datetime import date

import pytest

from formspec.rules.compile import compile_library_form, library_slugs
from formspec.rules.dependence import stands_alone
from formspec.rules.form_spec import FormSpec
from formspec.rules.visibility import visible_answers
from formspec.rules.wording import worded

TODAY = date(2026, 11, 22)


def values_of(question) -> list:
    """A few answers to a question, right and wrong ones."""
    return [*(option["value"] for option in question.get("options", ())), "yes", "no", "7", "", {"day": "1"}]


def rest_of(spec: FormSpec, answers, key: str):
    """Everything that a page shows of the form, but of this question."""
    state = visible_answers(spec.data, answers, TODAY)
    shown = {place: cleaned for place, cleaned in state.cleaned.items() if place[0] != key}
    words = {place: worded(spec.question(*place), state.values, state.derived) for place in shown}
    needed = {page for page, status in state.page_status.items() if status != "not needed"}
    return shown, words, state.derived, state.rows, needed


@pytest.mark.slow
@pytest.mark.parametrize("slug", library_slugs())
def test_another_answer_changes_nothing_else(slug):
    spec = FormSpec(compile_library_form(slug))
    alone = [key for key in spec.questions if stands_alone(spec, key)]
    assert alone
    for first in (0, 1):
        answers = {(key, ""): values_of(question)[first] for key, question in spec.questions.items()}
        before = {key: rest_of(spec, answers, key) for key in alone[:: max(1, len(alone) // 8)]}
        for key, rest in before.items():
            for raw in values_of(spec.questions[key])[-5:]:
                assert rest_of(spec, {**answers, (key, ""): raw}, key) == rest, (key, raw)


@pytest.mark.parametrize(("slug", "key"), [("ctr-working-age", "has_partner"), ("ctr-working-age", "name")])
def test_what_others_hang_on_does_not_stand_alone(slug, key):
    spec = FormSpec(compile_library_form(slug))
    assert key in spec.questions
    assert not stands_alone(spec, key)
    assert not stands_alone(spec, "no such question")


def test_rows_and_what_is_not_typed_do_not_stand_alone():
    spec = FormSpec(compile_library_form("ctr-working-age"))
    groups = [key for key, question in spec.questions.items() if "fields" in question]
    assert groups
    assert not any(stands_alone(spec, key) for key in groups)
    assert not any(stands_alone(spec, key, "row") for key in spec.fields)
