"""The pages of whoever acts for others: names and what there is to do, as far as each grant goes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from accounts.readers import grant_for
from advocates.actions.ending import end_own_grant
from claims.actions.answering import AnswerChange, save_answers
from claims.models import Claim
from formspec.actions.opening import save_opening
from tests.advocates.test_ending import grant_of
from tests.claims.making import small_draft
from tests.people import browser_of

LIST = "/helping/"
ONLY_LOOKS = [Scope.VIEW_CLAIMS]


def test_the_list_has_whoever_asked_and_nobody_else(alice, bob, calderbrook):
    assert "Nobody has asked you" in browser_of(bob).get(LIST).content.decode()
    grant_of(alice, helper=bob.user)
    assert alice.resident.name in browser_of(bob).get(LIST).content.decode()
    assert alice.resident.name not in browser_of(alice).get(LIST).content.decode()


def test_grants_of_live_help_are_not_among_them(alice, bob):
    grant = grant_of(alice, helper=bob.user, scopes=[Scope.VIEW_SHARED_FORM])
    assert "Nobody has asked you" in browser_of(bob).get(LIST).content.decode()
    assert "Nobody may act for you now" in browser_of(alice).get("/account/helpers/").content.decode()
    assert browser_of(bob).get(f"{LIST}{grant.public_id}/").status_code == 404


def test_the_page_of_one_goes_as_far_as_the_grant(alice, bob):
    small_draft(alice)
    grant = grant_of(alice, helper=bob.user, scopes=ONLY_LOOKS)
    address, browser = f"{LIST}{grant.public_id}/", browser_of(bob)
    page = browser.get(address).content.decode()
    assert "Their forms and claims" in page
    assert "Begin a form for them" not in page
    assert "Open their job journal" not in page
    assert "see their job journal" in page.partition("You may not:")[2]
    grant.scopes = [Scope.VIEW_JOURNAL]
    grant.save()
    page = browser.get(address).content.decode()
    assert "Their forms and claims" not in page
    assert f"/journal/?of={alice.resident.public_id}" in page


def test_a_form_is_begun_in_their_record_by_the_grant(alice, bob):
    slug = small_draft(alice).form_version.form.slug
    grant = grant_of(alice, helper=bob.user)
    answer = browser_of(bob).post(f"{LIST}{grant.public_id}/start/{slug}/")
    claim = Claim.objects.latest("pk")
    assert answer["Location"] == f"/claims/{claim.public_id}/"
    assert claim.resident == alice.resident
    event = AuditEvent.objects.filter(code="claims.claim.started").latest("number")
    assert (event.actor, event.resident, event.delegation) == (bob.user, alice.resident, grant)
    page = browser_of(bob).get(answer["Location"]).content.decode()
    assert f"You act for <strong>{alice.resident.name}</strong>" in page
    assert "Finish for them" in page
    assert "You act for" not in browser_of(alice).get(answer["Location"]).content.decode()


def test_a_form_that_others_may_start_is_not_offered(alice, bob, omar):
    form = small_draft(alice).form_version.form
    address = f"{LIST}{grant_of(alice, helper=bob.user).public_id}/"
    assert f"/start/{form.slug}/" in browser_of(bob).get(address).content.decode()
    save_opening(slug=form.slug, values={"is_offered": True, "starters": "staff"}, by=omar)
    assert f"/start/{form.slug}/" not in browser_of(bob).get(address).content.decode()


@pytest.mark.parametrize("scopes", [ONLY_LOOKS, [Scope.VIEW_JOURNAL, Scope.FILL_JOURNAL]])
def test_without_the_right_to_fill_nothing_is_begun(alice, bob, scopes):
    slug = small_draft(alice).form_version.form.slug
    grant = grant_of(alice, helper=bob.user, scopes=scopes)
    before = Claim.objects.count()
    assert browser_of(bob).post(f"{LIST}{grant.public_id}/start/{slug}/").status_code == 302
    assert Claim.objects.count() == before


def test_another_council_has_no_such_person(alice, bob, calderbrook, carol):
    grant = grant_of(alice, helper=carol.user)
    assert browser_of(carol).get(f"{LIST}{grant.public_id}/").status_code == 404
    assert Delegation.objects.get().helper == carol.user


def bar_of(who) -> str:
    return browser_of(who).get("/account/").content.decode().partition("<main")[0]


def test_the_bar_leads_whoever_helps_to_their_people_and_nobody_else(alice, bob, aisha):
    assert LIST not in bar_of(bob)
    grant = grant_of(alice, helper=bob.user)
    assert LIST in bar_of(bob)
    assert LIST not in bar_of(alice)
    # What live help gives an adviser is on its own desk.
    grant_of(alice, helper=aisha.user, scopes=[Scope.VIEW_SHARED_FORM])
    assert LIST not in bar_of(aisha)
    grant_of(alice, helper=aisha.user)
    assert LIST in bar_of(aisha)
    end_own_grant(public_id=grant.public_id, by=alice)
    assert LIST not in bar_of(bob)


def test_the_bar_costs_no_query(alice, bob, django_assert_num_queries):
    browser = browser_of(bob)
    with CaptureQueriesContext(connection) as without:
        browser.get("/account/helpers/")
    grant_of(alice, helper=bob.user)
    with django_assert_num_queries(len(without)):
        assert LIST in browser.get("/account/helpers/").content.decode()


def test_what_the_law_gave_goes_before_a_consent_that_is_older(alice, bob):
    consent = grant_of(alice, helper=bob.user)
    by_law = grant_of(alice, helper=bob.user, basis=Delegation.Basis.ATTORNEY, ends_on=None)
    for lock in (False, True):
        assert grant_for(bob, alice.resident.pk, Scope.FILL_CLAIMS, lock=lock) == by_law
    draft = small_draft(alice)
    save_answers(public_id=draft.public_id, changes=[AnswerChange("anything_else", "", "x", 0)], by=bob)
    event = AuditEvent.objects.filter(actor=bob.user).latest("number")
    assert event.delegation == by_law
    assert consent.pk < by_law.pk
