"""What a later version means for somebody who is part-way."""

from __future__ import annotations

import pytest

from claims.moving.rules import effect_of, pages_to_see, to_look_at
from formspec.rules.compile import compile_form
from tests.claims.moving.changing import changed, in_other_words, with_question, without_pet_kind

CHOICE = {
    "key": "colour", "label": "Which colour?", "type": "choice", "required": False,
    "options": [{"value": "red", "label": "Red"}, {"value": "blue", "label": "Blue"}],
}  # fmt: skip


def document(*edits):
    return compile_form(changed(*edits), guidance={})


def asking(question):
    return document(lambda source: with_question(source, question))


@pytest.mark.parametrize(
    ("before", "after", "new", "gone"),
    [
        ((), (with_question,), ["rent_paid"], []),
        ((with_question,), (), [], ["rent_paid"]),
        ((), (without_pet_kind,), [], ["pet_kind"]),
        ((), (in_other_words,), [], []),
    ],
)
def test_what_is_new_and_what_went(before, after, new, gone):
    effect = effect_of(document(*before), document(*after))
    assert (effect.new, effect.gone, effect.again) == (new, gone, [])
    assert bool(effect) is bool(new or gone)


@pytest.mark.parametrize(
    ("question", "given", "is_doubtful"),
    [
        (CHOICE | {"options": CHOICE["options"][:1]}, "blue", True),
        (CHOICE | {"options": CHOICE["options"][:1]}, "red", False),
        (CHOICE | {"options": CHOICE["options"][:1]}, "", False),
        ({"key": "colour", "label": "Which colour?", "type": "text", "required": False}, "red", True),
        (CHOICE | {"type": "multi_choice"}, "red", False),
        (CHOICE | {"label": "What colour?"}, "blue", False),
    ],
)
def test_an_answer_that_may_not_fit_is_to_be_looked_at(question, given, is_doubtful):
    before, after = asking(CHOICE), asking(question)
    effect = effect_of(before, after)
    raw = {("colour", ""): given, ("name", ""): {"first": "Alice", "last": "Ashworth"}}
    assert to_look_at(effect, after, raw) == (["colour"] if is_doubtful else [])
    assert to_look_at(effect, after, {}) == []


def test_fields_of_a_group_stand_on_the_groups_page():
    spec = document()
    assert pages_to_see(spec, ["pet_name"]) == {"each-pet"}
    assert pages_to_see(spec, ["name", "anything_else"]) == {"who-you-are", "paying-you"}
    assert pages_to_see(spec, []) == set()
