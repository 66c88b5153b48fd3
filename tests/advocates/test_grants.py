"""A grant's own page: everything that was agreed, in words, what was done by it, and what can be done about it."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import Delegation
from accounts.permissions import Scope
from advocates.readers.grants import any_own_grant
from claims.actions.answering import AnswerChange, save_answers
from tests.advocates.test_asking import ask
from tests.advocates.test_ending import DAY, grant_of
from tests.claims.making import small_draft
from tests.people import browser_of


def address_of(grant: Delegation, under: str = "") -> str:
    return f"/account/helpers/{grant.public_id}/{under}"


def words_of(browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_says_who_may_do_what_why_since_when_until_when_and_on_whose_word(alice, bob):
    grant = grant_of(alice, helper=bob.user, why="My eyes are bad")
    page = words_of(browser_of(alice), address_of(grant))
    may, _heading, may_not = page.partition("They may not")
    assert "see your claims and fill them in" in may
    for phrase in ("send your claims", "see your job journal", "write in your job journal", "pass this on"):
        assert phrase in may_not
    assert "change where money or letters go without your own word" in may_not
    for said in ("Bob Birtle", "My eyes are bad", "They said yes when they were signed in", "Since", "Last day"):
        assert said in page, said
    assert "Nothing yet." in page


def test_what_was_done_by_it_stands_there_and_nothing_else(alice, bob):
    grant, draft = grant_of(alice, helper=bob.user), small_draft(alice)
    save_answers(public_id=draft.public_id, changes=[AnswerChange("anything_else", "", "x", 0)], by=alice)
    save_answers(public_id=draft.public_id, changes=[AnswerChange("name", "", {"first": "A"}, 0)], by=bob)
    page = words_of(browser_of(alice), address_of(grant))
    acts = page.partition("What they did last")[2]
    assert acts.count("bo-timeline__item") == 1
    assert "Changed answers in a form" in acts


def test_what_the_law_gave_lasts_and_asks_for_no_word(alice, bob):
    grant = grant_of(alice, helper=bob.user, basis=Delegation.Basis.ATTORNEY, ends_on=None)
    page = words_of(browser_of(alice), address_of(grant))
    assert "None: it goes on until it is ended" in page
    assert "without your own word" not in page
    for link in ("renew/", "left-out/"):
        assert address_of(grant, link) not in page
        assert browser_of(alice).get(address_of(grant, link)).status_code == 404


def test_one_that_is_over_is_still_there_to_read(alice, bob):
    today = timezone.localdate()
    grant = grant_of(alice, helper=bob.user, starts_on=today - 3 * DAY, ends_on=today - DAY)
    page = words_of(browser_of(alice), address_of(grant))
    assert "Does not act for you now" in page
    assert "End this now" not in page
    assert address_of(grant, "renew/") in page
    assert address_of(grant) in browser_of(alice).get("/account/helpers/").content.decode()


def test_it_is_the_residents_alone_and_grants_of_live_help_have_no_page(alice, bob, calderbrook):
    grant = grant_of(alice, helper=bob.user)
    shared = grant_of(alice, helper=bob.user, scopes=[Scope.VIEW_SHARED_FORM])
    assert browser_of(bob).get(address_of(grant)).status_code == 404
    for under in ("renew/", "left-out/"):
        assert browser_of(bob).get(address_of(grant, under)).status_code == 404
        assert browser_of(bob).post(address_of(grant, under), {"period": "year"}).status_code == 404
    assert browser_of(alice).get(address_of(shared)).status_code == 404
    with pytest.raises(Http404):
        any_own_grant(bob, grant.public_id)


def test_the_helpers_own_view_says_what_they_may_not_and_since_when(alice, bob):
    grant = grant_of(alice, helper=bob.user, left_out=[small_draft(alice).public_id])
    page = words_of(browser_of(bob), f"/helping/{grant.public_id}/")
    may_not = page.partition("You may not:")[2]
    assert "send their claims" in may_not
    assert "change where money or letters go without their own word" in may_not
    assert "Since" in may_not
    # That something is left out is not theirs to know.
    assert "cannot see" not in page
    assert "They have not begun a form yet" in page


def test_renewing_asks_for_how_long_and_does_it_in_one_step(alice, bob):
    grant, browser = grant_of(alice, helper=bob.user), browser_of(alice)
    assert "as before" in words_of(browser, address_of(grant, "renew/"))
    answer = browser.post(address_of(grant, "renew/"), {"period": "decade"})
    assert answer.status_code == 422
    assert not Delegation.objects.exclude(pk=grant.pk).exists()
    assert browser.post(address_of(grant, "renew/"), {"period": "month"})["Location"] == address_of(grant)
    assert "and then, renewed," in words_of(browser, address_of(grant))
    assert "Then renewed" in words_of(browser, "/account/helpers/")
    assert browser.post(address_of(grant, "renew/"), {"period": "month"}).status_code == 404


def test_a_form_that_is_sent_empty_says_what_lacks(alice, bob):
    grant, asked = grant_of(alice, helper=bob.user), ask(bob)
    for address in (address_of(grant, "renew/"), f"/account/helpers/asked/{asked.public_id}/", "/helping/ask/"):
        assert browser_of(alice).post(address).status_code == 422, address
