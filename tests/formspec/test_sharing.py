"""What an adviser may see and change of an answer, as the compiled question says."""

from __future__ import annotations

import re

import pytest

from formspec.rules.answer_types import ANSWER_TYPES
from formspec.rules.compile import compile_form, library_facts, library_slugs, load_library_source
from formspec.rules.facts import facts_in
from formspec.rules.form_spec import FormSpec
from formspec.rules.sharing import may_change, may_see, seen_values

SHOWN = {"type": "text", "adviser": "show", "adviser_edit": True}


@pytest.mark.parametrize(
    ("question", "sees", "changes"),
    [
        (SHOWN, True, True),
        ({**SHOWN, "adviser_edit": False}, True, False),
        ({"type": "text", "adviser": "show"}, True, False),
        # What declares nothing, or something else, is masked.
        ({"type": "text", "adviser_edit": True}, False, False),
        ({**SHOWN, "adviser": "mask"}, False, False),
        ({**SHOWN, "adviser": "hide"}, False, False),
        # A form that says more than the table of types does not get its way.
        ({**SHOWN, "type": "nino"}, False, False),
        ({**SHOWN, "type": "bank_account"}, False, False),
        ({**SHOWN, "type": "repeating_group"}, True, False),
        ({**SHOWN, "type": "file_upload"}, True, False),
    ],
)
def test_what_is_seen_and_changed(question, sees, changes):
    assert (may_see(question), may_change(question)) == (sees, changes)


@pytest.mark.slow
def test_every_question_of_the_library_says_what_an_adviser_sees():
    for slug in library_slugs():
        spec = FormSpec(compile_form(load_library_source(slug), guidance={}))
        for question in [*spec.questions.values(), *spec.fields.values()]:
            assert question["adviser"] in ("show", "mask")
            assert isinstance(question["adviser_edit"], bool)
            if ANSWER_TYPES[question["type"]].sensitive:
                assert not may_see(question)
                assert not may_change(question)


@pytest.mark.slow
@pytest.mark.parametrize("slug", library_slugs())
def test_every_question_of_the_library_is_in_the_dictionary_or_declares(slug):
    """A new question is masked until somebody has thought about it."""
    facts = library_facts()
    spec = FormSpec(compile_form(load_library_source(slug), guidance={}))
    for question in [*spec.questions.values(), *spec.fields.values()]:
        known = question.get("fact") in facts or not ANSWER_TYPES[question["type"]].takes_answer
        assert known or "adviser" in declared_in_source(slug)[question["key"]], question["key"]


def declared_in_source(slug):
    sections = load_library_source(slug)["sections"]
    questions = [question for section in sections for question in section["questions"]]
    return {each["key"]: each for question in questions for each in (question, *question.get("fields", ()))}


@pytest.mark.slow
def test_health_safety_and_immigration_are_masked_in_every_form():
    facts, seen = library_facts(), set()
    for slug in library_slugs():
        spec = FormSpec(compile_form(load_library_source(slug), guidance={}))
        for question in [*spec.questions.values(), *spec.fields.values()]:
            asked = facts_in(question)
            kinds = {facts.get(fact, {}).get("sensitivity") for fact in asked}
            if kinds & {"special_category", "safety"} or any(fact.endswith("immigration_group") for fact in asked):
                assert not may_see(question), (slug, question["key"])
                seen.add(question["key"])
    assert {
        "safe_contact_how",
        "conditions",
        "treatments",
        "walk_distance",
        "status_group",
        "letters_to",
        "citizens",
    } <= seen


TELLING = re.compile(
    r"disab|\bill\b|illness|health|sick|pregnan|medical|hospital|\bblind|care leaver|refuge|abuse|violen|prison"
    r"|mental|asylum|visa|immigra|bank detail|own words|injur|addict|domestic",
    re.IGNORECASE,
)
# Questions whose words name such things, and whose answers an adviser sees all the same, and why.
SEEN_ALL_THE_SAME = {
    "bb.for": "whose badge it is", "benefit.name": "benefits are what the adviser helps with",
    "benefit.amount": "the same", "income.benefits_list": "the same", "partner.benefits_list": "the same",
    "income.other_types": "sick pay is income",
    "changes": "which pages come; what happened is on them", "crisis.needs": "what is asked for",
    "fsm.number_type": "which number, and not whose", "other_help": "what they would like to hear about",
    "tenancy.type": "help with rent hangs on it",
}  # fmt: skip


@pytest.mark.slow
def test_whatever_names_health_or_danger_is_masked_or_said_here():
    """The dictionary's word for it may be wrong; the question's own words are looked at as well."""
    found = set()
    for slug in library_slugs():
        spec = FormSpec(compile_form(load_library_source(slug), guidance={}))
        for question in [*spec.questions.values(), *spec.fields.values()]:
            words = [
                question["label"],
                question.get("hint", ""),
                *(each["label"] for each in question.get("options", ())),
            ]
            is_answered = ANSWER_TYPES[question["type"]].takes_answer and question["type"] != "file_upload"
            if is_answered and may_see(question) and TELLING.search(" ".join(words)):
                found.add(question.get("fact") or question["key"])
    assert found == set(SEEN_ALL_THE_SAME)


@pytest.mark.slow
@pytest.mark.parametrize("slug", library_slugs())
def test_the_date_under_the_signature_and_where_codes_go_are_the_persons_own(slug):
    spec = FormSpec(compile_form(load_library_source(slug), guidance={}))
    for key in {"signed_name", "phone", "email"} & set(spec.questions):
        assert not may_change(spec.questions[key])


def test_values_of_a_row_that_are_seen():
    fields = [{"key": "pet", **SHOWN}, {"key": "nino", **SHOWN, "type": "nino"}, {"key": "new", "type": "text"}]
    assert seen_values(fields, {"pet": "Polly", "nino": "AB123456C", "new": "x"}) == {"pet": "Polly"}
