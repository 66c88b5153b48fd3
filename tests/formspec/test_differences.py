"""What is different between two versions of a form, as data and in words."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formspec.presenters.condition_words import condition_words
from formspec.presenters.differences import told
from formspec.rules.compile import compile_form, compile_library_form, library_slugs
from formspec.rules.sources.differences import (
    ADDED,
    CHANGED,
    CONDITION,
    MOVED,
    OPTIONAL,
    REMOVED,
    REQUIRED,
    REWORDED,
    are_words_alone,
    as_data,
    differences,
    languages_changed,
    questions_of,
)
from tests.claims.making import SMALL_SOURCE


def section(source):
    return source["sections"][0]


def question(source, key):
    return next(each for each in section(source)["questions"] if each["key"] == key)


def put(key, **more):
    return lambda source: question(source, key).update(more)


def move_to_other_page(source):
    part = section(source)
    part["pages"][0]["questions"].remove("nino")
    part["pages"][3]["questions"].insert(0, "nino")
    nino = question(source, "nino")
    part["questions"].remove(nino)
    part["questions"].insert(-2, nino)


def swap(source):
    questions = section(source)["questions"]
    questions[0], questions[1] = questions[1], questions[0]
    page = section(source)["pages"][0]["questions"]
    page[0], page[1] = page[1], page[0]


def drop(source):
    section(source)["questions"] = [each for each in section(source)["questions"] if each["key"] != "nino"]
    section(source)["pages"][0]["questions"].remove("nino")


def add(source):
    section(source)["questions"].append({"key": "more", "label": "More?", "type": "text", "required": False})
    section(source)["pages"][3]["questions"].append("more")


def field(source):
    question(source, "pets")["fields"][0]["label"] = "What is it called?"


def row_title(source):
    question(source, "pets")["rows"]["row_title"] = "Pet: {pet_name}"


def welsh(source):
    source["translations"] = {"cy": {"What kind?": "Pa fath?"}}


CASES = {
    "added": (add, {("question", ADDED, "more")}, False),
    "removed": (drop, {("question", REMOVED, "nino")}, False),
    "moved to another page": (move_to_other_page, {("question", MOVED, "nino")}, False),
    "moved on its page": (swap, {("question", MOVED, "name")}, False),
    "reworded": (put("dob", label="When were you born?"), {("question", REWORDED, "dob")}, True),
    "guidance": (put("dob", guidance="On your **passport**."), {("question", REWORDED, "dob")}, True),
    "of a field": (field, {("question", REWORDED, "pet_name")}, True),
    "of an entry": (row_title, {("question", REWORDED, "pets")}, True),
    "required": (put("nino", required=True), {("question", REQUIRED, "nino")}, False),
    "optional": (put("dob", required=False), {("question", OPTIONAL, "dob")}, False),
    "type": (put("anything_else", type="text"), {("question", CHANGED, "anything_else")}, False),
    "condition": (
        put("pet_kind", show_if={"q": "has_pets", "op": "equals", "value": "no"}),
        {("question", CONDITION, "pet_kind")},
        False,
    ),
    "form": (lambda source: source.update(title="Another"), {("form", REWORDED, "")}, True),
    "minutes": (lambda source: source.update(estimated_minutes=99), {("form", CHANGED, "")}, False),
    "page": (
        lambda source: section(source)["pages"][1].update(title="Animals", key="your-pets"),
        {("page", REWORDED, "your-pets")},
        True,
    ),
    "translation": (welsh, {("translation", ADDED, "cy")}, True),
}


def compiled(*edits):
    source = copy.deepcopy(SMALL_SOURCE)
    for edit in edits:
        edit(source)
    return compile_form(source, guidance={})


@pytest.mark.parametrize("name", CASES)
def test_each_difference_by_its_key_and_in_words(name):
    edit, expected, is_words = CASES[name]
    before, after = compiled(), compiled(edit)
    found = differences(before, after)
    kept = {(each.piece, each.kind, each.key) for each in found}
    if name == "moved on its page":
        assert {(piece, kind) for piece, kind, _key in kept} == {("question", MOVED)}
        assert len(kept) == 1
    else:
        assert kept == expected
    assert are_words_alone(before, after) is is_words
    assert as_data(found) == json.loads(json.dumps(as_data(found)))
    sentences = [said.sentence for _heading, group in told(before, after) for said in group]
    assert len(sentences) == len(found)
    assert all(sentences)


@pytest.mark.parametrize("slug", library_slugs())
def test_a_form_is_not_different_from_itself(slug):
    spec = compile_library_form(slug)
    assert differences(spec, spec) == []
    assert are_words_alone(spec, spec)


# These can be done one after the other, in any choice of them.
TOGETHER = sorted({*CASES} - {"moved to another page", "required"})


@given(st.lists(st.sampled_from(TOGETHER), max_size=5, unique=True))
@settings(max_examples=60, deadline=None)
def test_there_and_back_are_one_anothers_mirror(names):
    before = compiled()
    after = compiled(*[CASES[name][0] for name in names])
    there, back = differences(before, after), differences(after, before)
    added = {each.key for each in there if (each.piece, each.kind) == ("question", ADDED)}
    assert added == {each.key for each in back if (each.piece, each.kind) == ("question", REMOVED)}
    assert added == {*questions_of(after)} - {*questions_of(before)}
    assert bool(there) == bool(back) == (before != after)
    assert are_words_alone(before, after) == are_words_alone(after, before)


def test_the_languages_that_a_revision_touches():
    before = compiled()
    assert languages_changed(before, compiled(welsh)) == {"cy"}
    assert languages_changed(before, compiled(put("dob", hint="On your passport."))) == {"en"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, "always"),
        ({"q": "has_pets", "op": "equals", "value": "yes"}, "“Do you have pets?” is “Yes”"),
        ({"q": "has_pets", "op": "not_answered"}, "“Do you have pets?” is not answered"),
        ({"not": {"q": "pet_kind", "op": "in", "value": ["a", "b"]}}, "not (“What kind?” is one of “a”, “b”)"),
        (
            {"all": [
                {"q": "has_pets", "op": "not_equals", "value": "no"},
                {"any": [{"derived": "has_partner", "equals": True}, {"q": "gone", "op": "contains", "value": "x"}]},
            ]},
            "“Do you have pets?” is not “No” and (has partner or of “gone”, “x” is ticked)",
        ),
    ],
)  # fmt: skip
def test_a_condition_in_words(condition, words):
    assert condition_words(condition, questions_of(compiled())) == words
