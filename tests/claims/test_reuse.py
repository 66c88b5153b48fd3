"""Tell us once, measured: how much of a form somebody finds filled in who sent another one, and what never is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import reverse
from django.utils import timezone

from claims.actions.answering import start_claim
from claims.actions.sending import submit_claim
from claims.models import Answer, Claim, Fact
from claims.readers.answer_store import spec_of, stored_answers
from claims.readers.claims import form_state_of
from formspec.rules.compile import compile_library_form, library_facts, library_slugs, reuse_policies
from formspec.rules.facts import facts_in
from formspec.rules.form_spec import FormSpec
from formspec.rules.prefill import COPIED, DAYS, prefill_answers, shelf_lives, still_good
from tests.claims.making import fill, library_draft
from tests.people import browser_of

REUSE = yaml.safe_load((Path(__file__).parent / "reuse.yaml").read_text(encoding="utf-8"))
PAIRS = [(one, other, least) for one, others in REUSE["pairs"].items() for other, least in others.items()]
SPECS = {slug: FormSpec(compile_library_form(slug)) for slug in library_slugs()}
COMBINED, MEALS = "hb-ctr-combined", "free-school-meals"
TODAY = dt.date(2026, 11, 29)
A_FAMILY = {
    "has_partner": "yes",
    "has_children": "yes",
    "phone": "07700 900982",
    "email": "maria.nowak@example.org",
    "contact_preference": ["email"],
}
# What says something of health, belief, origin or the right to be here, wherever it is asked.
TELLING = ("health.", "med.", "treat.", "pro.", "aid.", "bb.pip", "bb.blind", "bb.auto", "bb.afcs", "bb.route")
ORIGIN = ("immigration", "share_code", "person.nrpf", "nass", "sight_impaired", "disability", "vulnerability", ".diet")


def facts_asked(slug: str) -> set[str]:
    """Every fact that a form asks for, in the rows of its lists too."""
    asked: set[str] = set()
    for question in SPECS[slug].questions.values():
        asked |= {*facts_in(question), *([question["fact"]] if "fact" in question else [])}
        asked |= {part["fact"] for part in question.get("fields", ()) if "fact" in part}
    return asked


def asked_apart(one: str, other: str) -> int:
    """How many facts of a pair's count are not the same answer after all."""
    shared = facts_asked(one) & facts_asked(other)
    apart = [set(each["facts"]) - shared for each in REUSE["asked_apart"] if {one, other} & set(each["forms"])]
    return len(set().union(*apart))


@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_two_forms_share_what_they_are_said_to_share(one, other, least):
    policies = reuse_policies()
    shared = {fact for fact in facts_asked(one) & facts_asked(other) if policies[fact] != "never_prefill"}
    assert len(shared) >= least - asked_apart(one, other), sorted(shared)


@pytest.mark.parametrize("slug", library_slugs())
def test_a_fact_is_one_kind_of_answer_wherever_it_can_be_copied(slug):
    """What another form calls by the same name fills this one's box, or is a fact of its own."""
    where: dict[str, set[str]] = {}
    for spec in SPECS.values():
        for question in spec.questions.values():
            if "fact" in question and "in_list" not in question and reuse_policies()[question["fact"]] == COPIED:
                where.setdefault(question["fact"], set()).add(question["type"])
    own = {question["fact"]: question["type"] for question in SPECS[slug].questions.values() if "fact" in question}
    dates = {fact for fact, kind in own.items() if where.get(fact, set()) & {"date"} and kind != "date"}
    assert not dates


def test_what_says_something_of_health_or_origin_is_never_copied_without_asking():
    telling = {fact for fact in library_facts() if fact.startswith(TELLING) or any(part in fact for part in ORIGIN)}
    special = {fact for fact, entry in library_facts().items() if entry["sensitivity"] == "special_category"}
    policies = reuse_policies()
    assert {fact for fact in telling | special if policies[fact] == COPIED} == set()
    for spec in SPECS.values():
        for question in spec.questions.values():
            rows = [{part["fact"]: "yes" for part in question.get("fields", ()) if "fact" in part}]
            known = {fact: rows if question.get("fields") else "yes" for fact in facts_in(question)}
            answers = prefill_answers(spec.data, known, policies)
            filled = {(spec.question(key, row) or {}).get("fact") for key, row in answers}
            assert not filled & (telling | special), question["key"]


def sent(slug: str, by: Any, given: dict[str, Any]) -> Claim:
    claim = fill(library_draft(slug, by), by, given)
    return submit_claim(public_id=claim.public_id, by=by, for_whom="self")


@pytest.fixture
def combined(alice) -> Claim:
    """The combined form of a couple with a child, sent."""
    return sent(COMBINED, alice, A_FAMILY)


def filled_in(claim: Claim) -> dict[tuple[str, str], Any]:
    """What stands in the boxes of a fresh draft that are asked, by place; that there are rows is no answer."""
    seen, spec = form_state_of(claim).cleaned, spec_of(claim)
    stored = stored_answers(claim).items()
    return {place: each for place, each in stored if place in seen and "rows" not in spec.question(*place)}


@pytest.mark.slow
def test_whoever_sent_the_combined_form_has_fifteen_answers_of_free_school_meals(alice, combined):
    meals = library_draft(MEALS, alice)
    filled = filled_in(meals)
    assert len(filled) >= 15, sorted(filled)
    assert {each.provenance for each in filled.values()} == {Answer.Provenance.PREFILLED}
    assert all("Housing Benefit" in each.source for each in filled.values())
    policies = reuse_policies()
    for place in filled:
        assert all(policies[fact] == COPIED for fact in facts_in(spec_of(meals).question(*place))), place
    page = browser_of(alice).get(reverse("claims:page", args=[meals.public_id, first_page_with(meals, "name")]))
    assert "Is it still right? You can change it." in page.content.decode()
    secret = Answer.objects.get(claim=meals, key="nino")
    assert (secret.value, stored_answers(meals)["nino", ""].raw) == (None, "AB123456C")


def first_page_with(claim: Claim, key: str) -> str:
    return next(page["key"] for page in spec_of(claim).data["pages"] if key in page["questions"])


@pytest.mark.slow
@pytest.mark.parametrize("days", [31, 32])
def test_income_is_reused_for_a_month_and_no_longer(alice, combined, days):
    Fact.objects.update(confirmed_at=timezone.now() - dt.timedelta(days=days))
    meals = library_draft(MEALS, alice)
    keys = {key for key, _row in stored_answers(meals)}
    assert ("fsm_benefits" in keys) is (days == 31)
    assert "name" in keys
    assert "address" in keys


def test_the_shelf_lives_are_known_and_hold_in_rows_too():
    assert set(shelf_lives()) == set(library_facts())
    assert {DAYS[entry["shelf_life"]] for entry in library_facts().values()} == {0, 31, 184, 366, None}
    said = {"benefit.name": "uc"}
    assert still_good("person.name", "Ann", dt.date(1990, 1, 1), TODAY) == "Ann"
    assert still_good("household.children", [said | {"child.name": "Leo"}], TODAY - dt.timedelta(40), TODAY) == [
        {"child.name": "Leo"}
    ]
    assert still_good("consent.diet", "yes", TODAY - dt.timedelta(1), TODAY) is None


@pytest.mark.slow
def test_nothing_of_somebody_else_comes_in(alice, bob, combined):
    """Neither of a form for somebody else, nor of another person whom one helps."""
    other = start_claim(slug=COMBINED, language="en-gb", by=alice, for_whom="other")
    assert not other.answers.exists()
    assert not library_draft(MEALS, bob).answers.exists()
