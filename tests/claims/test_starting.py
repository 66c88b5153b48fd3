"""Starting a form: whose it is, where one account serves two people."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.answering import start_claim
from claims.models import Claim, Fact, ForWhom
from tests.claims.reached import begun, sent_as
from tests.people import browser_of

START = reverse("claims:start", args=["reached-form"])
ANNA, BO = "Anna Alder", "Bo Birch"


@pytest.fixture
def anna(alice):
    """An account from which Anna sent a form of her own."""
    sent_as(alice, ANNA)
    alice.resident.refresh_from_db()
    assert alice.resident.name == ANNA
    return alice


def newest(anna) -> Claim:
    return Claim.objects.filter(resident=anna.resident).latest("started_at", "pk")


def said(page) -> str:
    return page.content.decode()


def test_most_people_are_asked_nothing(anna):
    page = browser_of(anna).get(START)
    assert 'type="radio"' not in said(page)
    assert f"This form is for somebody else, not for {ANNA}" in " ".join(said(page).split())
    assert browser_of(anna).post(START).status_code == 302
    draft = newest(anna)
    assert draft.for_whom == ""
    assert draft.answers.get(key="name").value == {"first": "Anna", "last": "Alder"}


def test_who_is_not_signed_in_is_asked_nothing(anna, visitor):
    assert 'name="for_whom"' not in said(browser_of(visitor).get(START))


def test_nothing_of_the_first_person_is_in_somebody_elses_form(anna):
    facts = set(Fact.objects.filter(resident=anna.resident).values_list("fact", "claim_id"))
    browser = browser_of(anna)
    assert browser.post(START, {"for_whom": "other"}).status_code == 302
    draft = newest(anna)
    assert draft.for_whom == ForWhom.OTHER
    assert not draft.answers.exists()
    listed = " ".join(said(browser.get(reverse("claims:my_claims"))).split())
    assert "for somebody else" in listed
    assert listed.count(ANNA) == 0, "it is not Anna's, and hers need no name"
    check = said(browser.get(reverse("claims:check_answers", args=[draft.public_id])))
    assert "You said that this form is for somebody" in check
    assert set(Fact.objects.filter(resident=anna.resident).values_list("fact", "claim_id")) == facts


def test_who_said_it_at_the_start_is_not_asked_again(anna):
    claim = begun(anna, BO, for_whom="other")
    browser = browser_of(anna)
    sent = browser.post(reverse("claims:submit", args=[claim.public_id]))
    assert sent["Location"].endswith("/sent/")
    claim.refresh_from_db()
    anna.resident.refresh_from_db()
    assert (claim.for_whom, claim.submission.name, anna.resident.name) == ("other", BO, ANNA)
    assert not Fact.objects.filter(claim=claim).exists()


def test_two_people_may_have_one_name(anna):
    claim = begun(anna, ANNA, for_whom="other")
    browser_of(anna).post(reverse("claims:submit", args=[claim.public_id]))
    claim.refresh_from_db()
    assert claim.for_whom == "other"
    assert not Fact.objects.filter(claim=claim).exists()


@pytest.mark.parametrize("answer", ["", "neither"])
def test_an_account_that_serves_two_people_must_say(anna, answer):
    sent_as(anna, BO, for_whom="other")
    browser, before = browser_of(anna), Claim.objects.count()
    page = browser.get(START)
    assert said(page).count('type="radio"') == 2
    assert f"For me, {ANNA}" in " ".join(said(page).split())
    refused = browser.post(START, {"for_whom": answer})
    assert refused.status_code == 422
    assert "Say who this form is for" in said(refused)
    assert Claim.objects.count() == before
    assert browser.post(START, {"for_whom": "self"}).status_code == 302
    assert newest(anna).answers.get(key="name").value == {"first": "Anna", "last": "Alder"}


def test_saying_that_it_is_mine_does_not_hide_another_name(anna):
    claim = begun(anna, BO, for_whom="self")
    assert claim.for_whom == ""
    assert browser_of(anna).post(reverse("claims:submit", args=[claim.public_id])).status_code == 422


def test_what_was_said_is_kept_when_the_form_was_begun_already(anna):
    begun(anna, ANNA)
    browser = browser_of(anna)
    page = browser.post(START, {"for_whom": "other"})
    assert "You have begun this form already" in said(page)
    assert 'name="for_whom" value="other"' in " ".join(said(page).split())
    browser.post(START, {"for_whom": "other", "_new": "1"})
    assert not newest(anna).answers.exists()


def test_a_claim_begun_from_somebody_elses_check_is_theirs(anna):
    check = begun(anna, BO, for_whom="other")
    claim = start_claim(slug="reached-form", language="en-gb", by=anna, copy_from=check)
    assert claim.for_whom == "other"
    assert claim.answers.get(key="name").value == {"first": "Bo", "last": "Birch"}


def test_the_start_page_keeps_to_the_query_budget(anna):
    browser = browser_of(anna)
    browser.get(START)
    with CaptureQueriesContext(connection) as captured:
        browser.get(START)
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 9, "\n".join(asked)
