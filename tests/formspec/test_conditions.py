"""Show-if conditions: the case file, the grammar's limits, and what a form may ask about."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formspec.rules.conditions import MAX_DEPTH, MAX_PARTS, ConditionError, check_conditions, check_shape, evaluate

CASES = json.loads((Path(__file__).parent / "cases" / "conditions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case_file(case):
    assert evaluate(case["condition"], case["answers"], case["derived"], case.get("row")) is case["expected"]


def test_the_case_file_uses_every_operator():
    text = json.dumps(CASES)
    for operator in ("equals", "not_equals", "in", "contains", "contains_any", "not_answered"):
        assert f'"op": "{operator}"' in text


def nested(word, depth):
    condition = {"q": "a", "op": "equals", "value": "x"}
    for _ in range(depth - 1):
        condition = {"not": condition} if word == "not" else {word: [condition]}
    return condition


@pytest.mark.parametrize("word", ["all", "any", "not"])
def test_nesting_is_limited(word):
    check_shape(nested(word, MAX_DEPTH))
    with pytest.raises(ConditionError, match="nested"):
        check_shape(nested(word, MAX_DEPTH + 1))


@pytest.mark.parametrize("word", ["all", "any", "not"])
def test_ten_thousand_levels_are_refused_at_once(word):
    deep = nested(word, 10_000)
    start = time.perf_counter()
    with pytest.raises(ConditionError):
        evaluate(deep, {}, {})
    assert time.perf_counter() - start < 0.1


def test_a_condition_that_holds_itself_is_refused():
    loop = {"all": []}
    loop["all"].append(loop)
    with pytest.raises(ConditionError):
        evaluate(loop, {}, {})


def test_too_many_parts_are_refused():
    leaf = {"q": "a", "op": "not_answered"}
    wide = {"all": [{"any": [leaf] * 20} for _ in range(MAX_PARTS // 20)]}
    with pytest.raises(ConditionError, match="more than"):
        check_shape(wide)


@pytest.mark.parametrize(
    "condition",
    [
        None, [], "x", 3, {}, {"q": "a"}, {"op": "equals"}, {"q": "a", "op": "like", "value": "x"},
        {"q": "a", "op": "equals"}, {"q": "a", "op": "equals", "value": ["x"]},
        {"q": "a", "op": "equals", "value": None},
        {"q": "a", "op": "equals", "value": 1.5}, {"q": "a", "op": "in", "value": "x"},
        {"q": "a", "op": "in", "value": []},
        {"q": "a", "op": "in", "value": [["x"]]}, {"q": "a", "op": "in", "value": {"x": 1}},
        {"q": "a", "op": "contains", "value": {}}, {"q": ["a"], "op": "equals", "value": "x"},
        {"q": "a", "op": ["equals"], "value": "x"}, {"q": "a", "op": "not_answered", "value": "x"},
        {"q": "a", "op": "equals", "value": "x", "extra": 1}, {"all": []}, {"any": "x"}, {"all": {"q": "a"}},
        {"all": [None]}, {"not": []}, {"not": None}, {"derived": "a"}, {"derived": "a", "equals": "yes"},
        {"derived": ["a"], "equals": True}, {"all": [{"q": "a", "op": "not_answered"}], "any": []}, {1: 2},
        {"derived": "unheard_of", "equals": True}, {"q": "a", "op": "equals", "value": "x", 1: 2},
    ],
)  # fmt: skip
def test_what_is_outside_the_grammar_is_refused(condition):
    with pytest.raises(ConditionError):
        evaluate(condition, {"a": "x"}, {"a": True})


words = st.sampled_from(["q", "op", "value", "all", "any", "not", "derived", "equals", "in", "contains", "a"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=25,
)


@pytest.mark.slow
@given(anything, anything)
def test_any_value_is_judged_or_refused_and_nothing_else(condition, answer):
    try:
        result = evaluate(condition, {"a": answer}, {"a": True, "q": False})
    except ConditionError:
        return
    assert result in (True, False)


def form(*questions, derived=(), section=None):
    made = [{"label": key, "type": "yes_no", **question} for question in questions for key in [question["key"]]]
    return {"derived": list(derived), "sections": [{"key": "s", "title": "S", **(section or {}), "questions": made}]}


IS_YES = {"q": "a", "op": "equals", "value": "yes"}


def test_an_earlier_question_may_be_asked_about():
    assert check_conditions(form({"key": "a"}, {"key": "b", "show_if": IS_YES})) == []


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        (form({"key": "b", "show_if": IS_YES}), 'b: there is no question "a"'),
        (form({"key": "b", "show_if": IS_YES}, {"key": "a"}), 'b: "a" is not asked before this'),
        (form({"key": "a", "show_if": IS_YES}), 'a: "a" is not asked before this'),
        (form({"key": "a"}, section={"show_if": IS_YES}), 's: "a" is not asked before this'),
        (form({"key": "a"}, {"key": "b", "show_if": {"q": "a", "op": "contains", "value": "yes"}}),
         'b: "contains" cannot be used on "a", which is yes_no'),
        (form({"key": "a", "type": "text"}, {"key": "b", "show_if": IS_YES}),
         'b: "equals" cannot be used on "a", which is text'),
        (form({"key": "a", "type": "multi_choice", "options": [{"value": "yes"}]}, {"key": "b", "show_if": IS_YES}),
         'b: "equals" cannot be used on "a", which is multi_choice'),
        (form({"key": "a", "type": "information"}, {"key": "b", "show_if": {"q": "a", "op": "not_answered"}}),
         'b: "a" takes no answer'),
        (form({"key": "a"}, {"key": "b", "show_if": {"q": "a", "op": "equals", "value": "unsure"}}),
         'b: "a" can never be "unsure"'),
        (form({"key": "a", "type": "number"}, {"key": "b", "show_if": IS_YES}), 'b: "a" can never be "yes"'),
        (form({"key": "b", "show_if": {"derived": "unheard_of", "equals": True}}),
         'b: "unheard_of" is not a derived value of this form'),
        (form({"key": "b", "show_if": {"derived": "any_pension_age", "equals": True}}),
         'b: "any_pension_age" is not a derived value of this form'),
        (form({"key": "b", "show_if": {"derived": "any_pension_age", "equals": True}}, {"key": "dob", "type": "date"},
              derived=["any_pension_age"]),
         'b: "any_pension_age" depends on "dob", which is not asked before this'),
        (form({"key": "b", "show_if": nested("not", 10_000)}), "b: a condition is nested more than 10 deep"),
    ],
)  # fmt: skip
def test_problems_of_a_form_are_named(spec, problem):
    assert [str(each) for each in check_conditions(spec)] == [problem]


def test_a_field_asks_about_its_own_row_and_nobody_outside_asks_about_it():
    group = {"key": "g", "type": "repeating_group", "rows": {"min": 1, "max": 2, "row_title": ""}}
    fields = [{"key": "a", "type": "yes_no"}, {"key": "b", "type": "text", "show_if": IS_YES}]
    assert check_conditions(form({**group, "fields": fields})) == []
    problems = list(map(str, check_conditions(form({**group, "fields": fields}, {"key": "c", "show_if": IS_YES}))))
    assert problems == ['c: "a" is inside a repeating group, so only its own row can ask about it']
