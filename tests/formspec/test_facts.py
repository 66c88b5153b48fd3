"""Ticks that say yes or no of facts of their own."""

from __future__ import annotations

from datetime import date

import pytest

from formspec.rules.compile import compile_form, compile_library_form
from formspec.rules.facts import facts_in, facts_of, known_answer
from formspec.rules.form_spec import FormSpec
from formspec.rules.visibility import visible_answers

TODAY = date(2026, 11, 22)
QUESTION = {
    "key": "has", "label": "What do you have?", "type": "multi_choice", "adviser": "show",
    "options": [
        {"value": "cat", "label": "A cat", "fact": "pets.cat"},
        {"value": "dog", "label": "A dog", "fact": "pets.dog",
         "show_if": {"q": "allowed", "op": "equals", "value": "yes"}},
        {"value": "none", "label": "None"},
    ],
}  # fmt: skip
KIND = {
    "key": "kind", "label": "Which home?", "type": "choice", "fact": "home.kind",
    "options": [{"value": "alone", "label": "Alone"}, {"value": "shared", "label": "Shared", "fact": "home.shared"}],
}  # fmt: skip
AWAY = {
    "key": "away", "label": "Is one of you away?", "type": "choice", "adviser": "show", "says": {"asked.away": "yes"},
    "options": [
        {"value": "no", "label": "No", "says": {"me.away": "no", "you.away": "no"}},
        {"value": "me", "label": "I am", "says": {"you.away": "no"}},
        {"value": "both", "label": "Both"},
    ],
}  # fmt: skip
SOURCE = {
    "slug": "a-form", "kind": "claim", "title": "A form", "short_title": "Form", "status": "live",
    "sections": [{
        "key": "pets", "title": "Pets",
        "questions": [
            {"key": "allowed", "label": "Are dogs allowed?", "type": "yes_no", "adviser": "show"}, QUESTION, KIND,
            AWAY,
        ],
    }],
}  # fmt: skip
SPEC = compile_form(SOURCE, guidance={})


def said(**raw):
    return facts_of(SPEC, visible_answers(SPEC, {(key, ""): value for key, value in raw.items()}, TODAY))


def test_a_tick_says_yes_and_no_tick_says_no():
    assert said(allowed="yes", has=["cat"]) == {"pets.cat": "yes", "pets.dog": "no"}
    assert said(allowed="yes", has=["none"]) == {"pets.cat": "no", "pets.dog": "no"}
    assert said(allowed="yes") == {}


def test_of_what_was_not_offered_nothing_is_said():
    assert said(allowed="no", has=["cat"]) == {"pets.cat": "yes"}


def test_one_of_several_answers_can_say_something_beside_its_own_fact():
    assert said(kind="shared") == {"home.kind": "shared", "home.shared": "yes"}
    assert said(kind="alone") == {"home.kind": "alone", "home.shared": "no"}


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, None),
        ({"pets.cat": "yes"}, ["cat"]),
        ({"pets.cat": "yes", "pets.dog": "yes"}, ["cat", "dog"]),
        ({"pets.cat": "no", "pets.dog": "yes"}, ["dog"]),
        ({"pets.cat": "no"}, None),
        ({"pets.cat": "no", "pets.dog": "no"}, ["none"]),
    ],
)
def test_what_is_known_fills_ticks_in(facts, answer):
    assert known_answer(QUESTION, facts) == answer


def test_a_form_asks_the_facts_of_its_ticks():
    assert facts_in(QUESTION) == ["pets.cat", "pets.dog"]
    assert facts_in(AWAY) == ["asked.away", "me.away", "you.away"]
    assert FormSpec(SPEC).facts == {"pets.cat", "pets.dog", "home.kind", "home.shared", *facts_in(AWAY)}


def test_an_answer_can_say_values_of_several_facts():
    assert said(away="no") == {"asked.away": "yes", "me.away": "no", "you.away": "no"}
    assert said(away="me") == {"asked.away": "yes", "you.away": "no"}
    assert said(away="both") == {"asked.away": "yes"}


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, None),
        ({"you.away": "no"}, None),
        ({"me.away": "no", "you.away": "no"}, "no"),
        ({"me.away": "hospital", "you.away": "no"}, "me"),
        ({"me.away": "hospital", "you.away": "abroad"}, "both"),
    ],
)
def test_what_is_known_of_several_facts_picks_the_option_that_says_it(facts, answer):
    assert known_answer(AWAY, facts) == answer


def test_nobody_young_says_that_they_have_no_pension():
    spec = compile_library_form("check-what-you-can-get")
    for year, expected in (("1990", None), ("1960", "no")):
        answers = {
            ("dob", ""): {"day": "1", "month": "2", "year": year},
            ("has_partner", ""): "no",
            ("income_sources", ""): ["job"],
        }
        facts = facts_of(spec, visible_answers(spec, answers, TODAY))
        assert (facts["income.has_job"], facts.get("income.has_pension")) == ("yes", expected)


@pytest.mark.parametrize(
    ("first", "second", "fact"), [("yes", "no", "no"), ("no", "yes", "no"), ("yes", "yes", "yes"), (None, "no", "no")]
)
def test_of_two_questions_whether_it_is_safe_the_careful_answer_counts(first, second, fact):
    safe = {"type": "yes_no", "fact": "person.safe_contact", "label": "Is it safe?", "required": False}
    questions = [{**safe, "key": "safe"}, {**safe, "key": "safe_together"}]
    spec = compile_form({**SOURCE, "sections": [{"key": "s", "title": "S", "questions": questions}]}, guidance={})
    raw = {(key, ""): value for key, value in (("safe", first), ("safe_together", second)) if value}
    assert facts_of(spec, visible_answers(spec, raw, today=TODAY))["person.safe_contact"] == fact
