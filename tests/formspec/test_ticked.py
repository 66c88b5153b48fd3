"""One amount for each option that was ticked, and all of them one list of facts."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest

from formspec.rules.compile import FormProblems, compile_form
from formspec.rules.facts import facts_in, facts_of
from formspec.rules.prefill import prefill_answers
from formspec.rules.visibility import visible_answers

TODAY = date(2026, 11, 22)
OPTIONS = [{"value": value, "label": value.title()} for value in ("rain", "snow", "hail", "none")]
EACH = {"of": "weather", "list": "sky.amounts", "named": "amount.kind", "row": {"amount.who": "me"}}
SOURCE = {
    "slug": "a-form", "kind": "claim", "title": "A form", "short_title": "Form", "status": "live",
    "sections": [{
        "key": "sky", "title": "Sky",
        "pages": [{"title": "Which", "questions": ["weather"]}, {"title": "How much", "questions": ["amount"]}],
        "questions": [
            {"key": "weather", "label": "Weather", "type": "multi_choice", "fact": "sky.kinds", "options": OPTIONS},
            {"key": "amount", "label": "How much", "type": "number", "fact": "amount.inches", "adviser": "show",
             "each": {**EACH, "but": ["hail"], "required": ["snow"]}},
        ],
    }],
}  # fmt: skip


def form(**each):
    source = deepcopy(SOURCE)
    source["sections"][0]["questions"][1]["each"].update(each)
    return compile_form(source, guidance={"by_fact": {"amount.inches": "Look out."}})


def state_of(spec, **raw):
    return visible_answers(spec, {(key, ""): value for key, value in raw.items()}, TODAY)


def test_there_is_a_question_for_each_option_but_none_and_those_left_out():
    spec = form()
    asked = spec["sections"][0]["questions"][1:]
    assert [(q["key"], q["label"], q["required"]) for q in asked] == [
        ("amount_rain", "Rain", False),
        ("amount_snow", "Snow", True),
    ]
    assert all(q["guidance"] == "Look out." for q in asked)
    assert spec["pages"][1]["questions"] == ["amount_rain", "amount_snow"]
    assert facts_in(asked[0]) == ["sky.amounts"]


def test_each_is_shown_once_its_option_is_ticked():
    shown = state_of(form(), weather=["snow"])
    assert (shown.is_visible("amount_rain"), shown.is_visible("amount_snow")) == (False, True)
    assert [problem.question for problem in shown.problems] == ["amount_snow"]
    assert state_of(form(), weather=["none"]).can_be_sent


def test_a_condition_of_the_question_holds_for_each():
    source = deepcopy(SOURCE)
    first = {"key": "outside", "label": "Are you outside?", "type": "yes_no", "adviser": "show"}
    source["sections"][0]["questions"].insert(0, first)
    source["sections"][0]["pages"][0]["questions"].insert(0, "outside")
    source["sections"][0]["questions"][2]["show_if"] = {"q": "outside", "op": "equals", "value": "yes"}
    spec = compile_form(source, guidance={})
    assert not state_of(spec, outside="no", weather=["rain"]).is_visible("amount_rain")
    assert state_of(spec, outside="yes", weather=["rain"]).is_visible("amount_rain")


def test_the_amounts_are_rows_of_one_list_and_rows_fill_them_in():
    spec = form()
    shown = state_of(spec, weather=["rain", "snow"], amount_rain="3", amount_snow="4")
    rows = [
        {"amount.who": "me", "amount.kind": "rain", "amount.inches": 3},
        {"amount.who": "me", "amount.kind": "snow", "amount.inches": 4},
    ]
    facts = facts_of(spec, shown)
    assert facts == {"sky.kinds": ["rain", "snow"], "sky.amounts": rows}
    # Rows of somebody alone need not say whose they are; those of others fill in nothing.
    told = [
        {"amount.kind": "rain", "amount.inches": 5},
        {"amount.who": "you", "amount.kind": "snow", "amount.inches": 6},
    ]
    assert prefill_answers(spec, {"sky.amounts": told}, {}) == {("amount_rain", ""): "5"}
    assert prefill_answers(spec, facts, {"sky.amounts": "never_prefill"}) == {("weather", ""): ["rain", "snow"]}
    assert prefill_answers(spec, {"sky.amounts": "words"}, {}) == {}


@pytest.mark.parametrize(
    ("each", "words"),
    [
        ({"of": "nothing"}, "amount: each is of an earlier question of several choices"),
        ({"of": "amount"}, "amount: each is of an earlier question of several choices"),
        ({"but": ["fog"]}, "amount: fog is not an option"),
        ({"required": ["fog"]}, "amount: fog is not an option"),
        ({"list": "Not a fact"}, "does not match"),
    ],
)
def test_a_question_for_each_of_nothing_is_refused(each, words):
    with pytest.raises(FormProblems, match=words):
        form(**each)
