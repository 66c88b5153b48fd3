"""Tell us once: what a sent form leaves for the next, and what it must not spoil."""

from __future__ import annotations

import pytest

from claims.actions.sending import submit_claim
from claims.answer_store import stored_answers
from claims.answers import SENSITIVE_TYPES
from claims.compile import compile_form, library_slugs, load_library_source
from claims.models import Fact
from tests.claims.making import fill, library_draft

CONFIRMS = {"same", "changed", "missing"}


def questions_of(slug: str):
    for section in compile_form(load_library_source(slug), guidance={})["sections"]:
        for question in section["questions"]:
            yield question
            yield from question.get("fields", ())


@pytest.mark.parametrize("slug", library_slugs())
def test_national_insurance_and_bank_numbers_are_asked_as_such(slug):
    """Their type is what makes them encrypted, masked and kept out of everything else."""
    for question in questions_of(slug):
        fact, label = question.get("fact", ""), question["label"].lower()
        named = label.endswith(("national insurance number", "sort code")) or fact.endswith((".nino", "bank.account"))
        assert not named or question["type"] in SENSITIVE_TYPES, question["key"]


@pytest.mark.parametrize("slug", library_slugs())
def test_confirming_a_fact_is_not_the_fact(slug):
    for question in questions_of(slug):
        offered = {option["value"] for option in question.get("options", ())}
        assert "fact" not in question or not offered & CONFIRMS, question["key"]


def test_a_review_does_not_overwrite_what_we_know(alice):
    claim = fill(library_draft("hb-ctr-combined", alice), alice, {"has_children": "yes"})
    submit_claim(public_id=claim.public_id, by=alice)
    children = Fact.objects.get(fact="household.children").value
    assert children[0]["child.name"] == {"first": "Leo", "last": "Nowak"}
    review = library_draft("ctr-review", alice)
    submit_claim(public_id=fill(review, alice).public_id, by=alice)
    assert Fact.objects.get(fact="household.children").value == children
    again = {key: answer.raw for (key, _), answer in stored_answers(library_draft("hb-ctr-combined", alice)).items()}
    assert again["child_name"] == {"first": "Leo", "last": "Nowak"}
