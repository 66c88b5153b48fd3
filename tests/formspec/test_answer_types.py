"""The table of answer types: every row does what its columns promise, and nothing beside the table knows a type."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from betteroff.demo.answers import sample
from core.govuk.control import PARTS
from core.govuk.questions import render_question
from formspec.rules.answer_types import ANSWER_TYPES, is_sensitive, type_of
from formspec.rules.answer_types.answer_type import LISTED, MANY, PARTED
from formspec.rules.answers import clean_answer, is_blank, raw_from_post, shape_raw
from formspec.rules.display import display_answer, display_raw, mask, row_title
from tests.core.html_tree import tree
from tests.formspec.strategies import VALID, hostile_answers, valid_answers
from tests.settings_source import BASE_DIR, parsed, python_files

TODAY = date(2026, 11, 22)
OPTIONS = [{"value": "a", "label": "Apples"}, {"value": "b", "label": "Bread"}, {"value": "none", "label": "None"}]
ACCOUNT = {"name": "S Jones", "sort_code": "089999", "account_number": "66374958", "roll_number": ""}
ADDRESS = {"line1": "1 High Street", "line2": "", "town": "Calder", "county": "", "postcode": "M1 1AE", "country": ""}


@dataclass(frozen=True)
class Case:
    """What was typed, the clean value, both in words, how it is masked, and what else counts as nothing."""

    raw: Any
    value: Any
    shown: str = ""
    shown_raw: str = ""
    masked: str = "••••"
    blank: list[Any] = field(default_factory=list)


CASES = {
    "text": Case(" two  words ", "two words", "two words", " two  words ", blank=["", " \n"]),
    "long_text": Case("one\ntwo ", "one\ntwo", "one\ntwo", "one, two ", blank=[" "]),
    "email": Case(" sam@example.com", "sam@example.com", "sam@example.com", " sam@example.com", blank=[" "]),
    "phone": Case("07700 900123", "+447700900123", "07700 900123", "07700 900123", blank=[" "]),
    "nino": Case(
        "ab123456c", "AB123456C", "AB 12 34 56 C", "an answer that we do not show here", "•••• 56C", blank=[" "]
    ),
    "number": Case("1,200", 1200, "1200", "1,200", blank=[" "]),
    "money": Case("£5", "5.00", "£5", "£5", blank=[" "]),
    "money_frequency": Case(
        {"amount": "5", "frequency": "weekly"}, {"amount": "5.00", "frequency": "weekly"}, "£5 every week", "5 weekly",
        blank=[{}, {"amount": " ", "frequency": "weekly"}],
    ),
    "yes_no": Case("yes", "yes", "Yes", "Yes", blank=[""]),
    "yes_no_unsure": Case("unsure", "unsure", "I am not sure", "I am not sure", blank=[""]),
    "choice": Case("b", "b", "Bread", "Bread", blank=[""]),
    "multi_choice": Case(["b", "a"], ["a", "b"], "Apples\nBread", "Bread, Apples", blank=[[], [""]]),
    "declaration": Case("agreed", "agreed", "Agreed", "Agreed", blank=[""]),
    "date": Case(
        {"day": "3", "month": "6", "year": "1985"}, "1985-06-03", "3 June 1985", "3 6 1985", blank=[{}, {"day": " "}]
    ),
    "month_year": Case({"month": "6", "year": "1985"}, "1985-06", "June 1985", "6 1985", blank=[{}, {"day": "3"}]),
    "name": Case({"first": "Sam", "last": "Jones"}, {"first": "Sam", "last": "Jones"}, "Sam Jones", "Sam Jones",
                 blank=[{}, {"first": " "}]),
    "address": Case(ADDRESS | {"postcode": "m11ae"}, ADDRESS, "1 High Street\nCalder\nM1 1AE",
                    "1 High Street Calder m11ae", blank=[{}]),
    "bank_account": Case(ACCOUNT | {"sort_code": "08-99-99"}, ACCOUNT, "S Jones\n08-99-99\n66374958",
                         "an answer that we do not show here", "account ending 58", blank=[{}]),
    "repeating_group": Case(["r1", "r2"], ["r1", "r2"], "2", "2", blank=[[]]),
    "file_upload": Case(["f1"], ["f1"], "1", "1", blank=[[]]),
    "information": Case(None, None, blank=["anything"]),
}  # fmt: skip
CLEANED = [kind for kind in ANSWER_TYPES if ANSWER_TYPES[kind].takes_answer]
BROWSER_CASES = json.loads((Path(__file__).parent / "cases" / "answer_types.json").read_text(encoding="utf-8"))


def q(kind: str, **more: Any) -> dict[str, Any]:
    """A question of a type, with the settings that the type asks for."""
    settings = {
        "options": OPTIONS,
        "statements": ["It is true."],
        "rows": {"min": 0, "max": 3, "row_title": "{f}"},
        "fields": [{"key": "f", "label": "F", "type": "text"}],
    }
    own = {name: settings[name] for name in ANSWER_TYPES[kind].settings}
    return {"key": "q", "label": "Your answer here", "type": kind, "required": True, **own, **more}


def clean(question: dict[str, Any], raw: Any):
    return clean_answer(question, raw, today=TODAY)


# --- each row ---


def test_every_type_has_its_cases():
    assert set(CASES) == set(ANSWER_TYPES) == {each["type"] for each in BROWSER_CASES}


@pytest.mark.parametrize("kind", ANSWER_TYPES)
def test_it_cleans_shows_and_masks(kind):
    question, case = q(kind), CASES[kind]
    assert shape_raw(question, case.raw) == case.raw
    assert clean(question, case.raw).value == case.value
    assert display_answer(question, case.value, in_full=True) == case.shown
    assert display_answer(question, case.value) == (case.masked if is_sensitive(question) else case.shown)
    assert display_raw(question, case.raw) == case.shown_raw
    assert mask(question, case.value) == (case.masked if case.value else "")


@pytest.mark.parametrize("kind", CLEANED)
def test_blank_is_nothing_and_wrong_only_where_an_answer_is_required(kind):
    for raw in [None, *CASES[kind].blank]:
        assert is_blank(q(kind), raw)
        assert display_raw(q(kind), raw) == ""
        assert clean(q(kind, required=False), raw).error is None
        if not ANSWER_TYPES[kind].is_group:
            assert clean(q(kind), raw).error
    assert not is_blank(q(kind), CASES[kind].raw)


@pytest.mark.parametrize("kind", ANSWER_TYPES)
def test_its_parts_are_the_boxes_of_its_control(kind):
    answer_type = ANSWER_TYPES[kind]
    assert (answer_type.shape == PARTED) is bool(answer_type.parts) is (answer_type.control in PARTS)
    assert answer_type.parts == PARTS.get(answer_type.control, ())
    assert set(answer_type.counted) <= set(answer_type.parts)
    assert bool(answer_type.counted) is bool(answer_type.parts)


@pytest.mark.parametrize("kind", ANSWER_TYPES)
def test_its_control_can_be_drawn_and_offers_what_can_be_picked(kind):
    question, answer_type = q(kind), ANSWER_TYPES[kind]
    drawn = tree(render_question(question, raw=CASES[kind].raw))
    picked = [each.attrs["value"] for each in drawn.walk() if each.attrs.get("type") in ("radio", "checkbox")]
    assert picked == (answer_type.options(question) or [value for value, _ in answer_type.choices])


def test_only_lists_are_compared_as_many_and_nothing_sensitive_is_compared():
    for kind, answer_type in ANSWER_TYPES.items():
        assert (answer_type.compared == MANY) <= (answer_type.shape == LISTED), kind
        # Its value would have to be in the page for the browser to compare it.
        assert not (answer_type.sensitive and answer_type.compared), kind


def test_what_is_sensitive_is_said_here_and_nowhere_else():
    assert {kind for kind in ANSWER_TYPES if ANSWER_TYPES[kind].sensitive} == {"nino", "bank_account"}
    assert {kind for kind in ANSWER_TYPES if ANSWER_TYPES[kind].stays_hidden} == {"bank_account"}
    field = {"key": "f", "label": "F", "type": "nino"}
    assert is_sensitive(q("repeating_group", fields=[field]))
    assert not is_sensitive(q("repeating_group"))


def test_a_sensitive_answer_in_the_title_of_a_row_is_masked():
    group = {"rows": {"row_title": "{who}: {number}"},
             "fields": [{"key": "who", "type": "text"}, {"key": "number", "type": "nino"}]}  # fmt: skip
    assert row_title(group, 1, {"who": "Sam", "number": "AB123456C"}) == "Sam: •••• 56C"


@pytest.mark.parametrize("kind", [kind for kind in CLEANED if not ANSWER_TYPES[kind].is_group])
def test_the_demo_can_answer_it(kind):
    if kind != "file_upload":
        assert clean(q(kind), sample(q(kind), {}, TODAY)).value is not None


# --- what holds whatever is typed ---


@pytest.mark.slow
@pytest.mark.parametrize("kind", ANSWER_TYPES)
@given(data=st.data())
def test_anything_typed_has_the_shape_of_the_type(kind, data):
    question = q(kind)
    raw = data.draw(hostile_answers(question) | valid_answers(question))
    shaped = shape_raw(question, raw)
    assert shape_raw(question, shaped) == shaped
    assert is_blank(question, raw) is is_blank(question, shaped)
    cleaned = clean(q(kind, required=False), raw)
    assert not (is_blank(question, raw) and not type_of(question).is_group and cleaned.value is not None)
    assert isinstance(display_raw(question, raw), str)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in CLEANED if ANSWER_TYPES[kind].by_hand])
@given(data=st.data())
def test_a_clean_value_can_be_typed_again(kind, data):
    question, answer_type = q(kind), ANSWER_TYPES[kind]
    value = clean(question, data.draw(valid_answers(question))).value
    if value is not None and answer_type.fits(question, value):
        assert clean(question, answer_type.raw_of(value)).value == value
    assert kind == "declaration" or value is None or answer_type.fits(question, value)


@pytest.mark.parametrize("kind", [kind for kind in ANSWER_TYPES if ANSWER_TYPES[kind].sensitive])
@given(data=st.data())
def test_a_sensitive_answer_is_never_in_its_words(kind, data):
    question = q(kind)
    raw = data.draw(VALID[kind])
    value = clean(question, raw).value
    digits = [text for text in (value.values() if isinstance(value, dict) else [value]) if len(text) > 3]
    for shown in (display_answer(question, value), display_raw(question, raw), display_raw(question, value)):
        assert not [text for text in digits if text in shown]


# --- the browser ---


@pytest.mark.parametrize("case", BROWSER_CASES, ids=[f"{each['type']}: {each['name']}" for each in BROWSER_CASES])
def test_the_browser_is_told_how_to_read_it(case):
    """tests/frontend/claims/answers.test.mjs reads the same cases with the browser's own code."""
    question = q(case["type"], options=case["options"]) if "options" in case else q(case["type"])
    attrs = tree(render_question(question, raw="")).children[0].attrs
    others = {"data-question", "data-name", "data-base"}
    told = {
        name.removeprefix("data-"): attrs[name] or "" for name in attrs if name[:5] == "data-" and name not in others
    }
    assert told == case["dataset"]
    posted = QueryDict(mutable=True)
    for control in case["controls"]:
        if control.get("checked", True):
            posted.appendlist(control["name"], control["value"])
    if "raw" in case:
        assert raw_from_post(question, posted) == case["raw"]
    if "condition" in case:
        assert clean(question, case["raw"]).value == case["condition"]


# --- and nothing else ---

# Names that mean nothing but a type of answer.
UNMISTAKABLE = {
    "nino", "bank_account", "money_frequency", "yes_no_unsure", "multi_choice", "month_year", "long_text",
    "repeating_group", "file_upload",
}  # fmt: skip
MAY_NAME_THEM = (
    "formspec/rules/answer_types/", "core/govuk/question_types.py", "core/rules/parts.py", "tests/",
    # Controls of several boxes are called like the types that use them.
    "core/govuk/control.py", "core/govuk/controls.py", "core/govuk/fields.py", "core/govuk/parts.py",
    # Plausible answers of each type.
    "betteroff/demo/answers.py", "bench/seed.py",
    # Forms that are built: what types are called, how long they take, the least that they need. Tells none apart.
    "betteroff/demo/studio.py", "studio/presenters/", "studio/rules/bank.py", "studio/rules/measure.py",
    "studio/rules/operations/questions.py", "studio/forms/signature.py",
    # What is asked before a form begins has two types of its own, called like two of them.
    "formspec/rules/eligibility/", "studio/eligibility/forms.py", "studio/rules/operations/eligibility.py",
    # The journal's questions have types of their own.
    "jobjournal/",
    # Boxes of forms of the platform's own, called like the type.
    "advocates/legal/forms.py", "advocates/legal/views/wizard.py", "advocates/registering/forms.py",
    "advocates/registering/views/wizard.py",
    # Says to a council's system which type an answer has, and tells none apart by it.
    "casework/handover/readers/payload.py",
)  # fmt: skip


def names_of_types(path: Path) -> list[int]:
    """The lines of a module that name a type of answer, or ask a question for its own other than to say it."""
    nodes = list(ast.walk(parsed(path)))
    said = {inner for node in nodes if _says(node) for inner in ast.walk(node)}
    return [
        node.lineno
        for node in nodes
        if (isinstance(node, ast.Constant) and node.value in UNMISTAKABLE)
        or (_is_type_of_a_question(node) and node not in said)
    ]


def _says(node: ast.AST) -> bool:
    """A part of a text, or a parameter of a message (core/rules/messages.py)."""
    is_message = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
    return is_message or isinstance(node, ast.FormattedValue)


def _is_type_of_a_question(node: ast.AST) -> bool:
    """`question["type"]`, `part["type"]` and the like."""
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("question", "part", "field", "row_field", "group", "leaf", "q")
        and isinstance(node.slice, ast.Constant)
        and node.slice.value == "type"
    )


@pytest.mark.slow
def test_no_other_module_tells_types_apart():
    elsewhere = {
        str(path.relative_to(BASE_DIR)): lines
        for path in python_files()
        if not str(path.relative_to(BASE_DIR)).startswith(MAY_NAME_THEM) and (lines := names_of_types(path))
    }
    assert elsewhere == {}
