"""Tell us once: what a sent form leaves for the next, and what it must not spoil."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from betteroff.demo.answers import fill_in
from claims.actions.sending import submit_claim
from claims.models import Fact
from claims.readers.answer_store import stored_answers
from formspec.rules.answer_types import is_sensitive
from formspec.rules.compile import compile_library_form, library_slugs, reuse_policies
from formspec.rules.facts import facts_of
from formspec.rules.prefill import prefill_answers
from formspec.rules.visibility import visible_answers
from tests.claims.making import fill, library_draft

CONFIRMS = {"same", "changed", "missing"}
TODAY = dt.date(2026, 11, 22)
DOCUMENTS = {slug: compile_library_form(slug) for slug in library_slugs()}


def questions_of_document(spec: dict):
    for section in spec["sections"]:
        for question in section["questions"]:
            yield question
            yield from question.get("fields", ())


@pytest.mark.parametrize("slug", library_slugs())
def test_national_insurance_and_bank_numbers_are_asked_as_such(slug):
    """Their type is what makes them encrypted, masked and kept out of everything else."""
    for question in questions_of_document(DOCUMENTS[slug]):
        fact, label = question.get("fact", ""), question["label"].lower()
        named = label.endswith(("national insurance number", "sort code")) or fact.endswith((".nino", "bank.account"))
        assert not named or is_sensitive(question), question["key"]


@pytest.mark.parametrize("slug", library_slugs())
def test_confirming_a_fact_is_not_the_fact(slug):
    for question in questions_of_document(DOCUMENTS[slug]):
        offered = {option["value"] for option in question.get("options", ())}
        assert "fact" not in question or not offered & CONFIRMS, question["key"]


@pytest.fixture(scope="module")
def facts_of_each_form() -> dict[str, dict]:
    """What a plausible person's answers to each form leave as facts."""
    return {
        slug: facts_of(spec, visible_answers(spec, fill_in(spec, today=TODAY), TODAY))
        for slug, spec in DOCUMENTS.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("slug", library_slugs())
@pytest.mark.parametrize("asked", [True, False])
def test_any_form_can_follow_any_other(slug, asked, facts_of_each_form):
    """Forms ask for one fact in different ways; what does not fit is left out, and never breaks the page."""
    spec = DOCUMENTS[slug]
    for before, facts in facts_of_each_form.items():
        answers = prefill_answers(spec, facts, reuse_policies(), asked=asked)
        form_state = visible_answers(spec, answers, TODAY)
        wrong = [problem for problem in form_state.problems if not problem.missing]
        assert not wrong, (before, [(problem.question, str(problem.message)) for problem in wrong])


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize("slug", ["hb-ctr-combined", "ctr-review", "change-of-circumstances"])
def test_facts_of_any_shape_break_nothing(slug, data):
    asked = sorted({question["fact"] for question in questions_of_document(DOCUMENTS[slug]) if "fact" in question})
    texts = st.text() | st.sampled_from(["mid-2019-ish", "last-May", "٢٠١٩-٠١-٠١"])
    rows = st.dictionaries(st.text(), st.text())
    shapes = st.none() | texts | st.integers() | st.lists(st.text() | rows) | rows
    facts = data.draw(st.dictionaries(st.sampled_from(asked), shapes))
    prefill_answers(DOCUMENTS[slug], facts, reuse_policies(), asked=True)


@pytest.mark.slow
def test_a_review_does_not_overwrite_what_we_know(alice):
    claim = fill(library_draft("hb-ctr-combined", alice), alice, {"has_children": "yes"})
    submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    children = Fact.objects.get(fact="household.children").value
    assert children[0]["child.name"] == {"first": "Leo", "last": "Nowak"}
    review = library_draft("ctr-review", alice)
    submit_claim(public_id=fill(review, alice).public_id, by=alice, for_whom="self")
    assert Fact.objects.get(fact="household.children").value == children
    again = {key: answer.raw for (key, _), answer in stored_answers(library_draft("hb-ctr-combined", alice)).items()}
    assert again["child_name"] == {"first": "Leo", "last": "Nowak"}
