"""Somebody who clears their device in the middle of a conversation is told that it ends, and asked first."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.keeping.leaving import going_on
from accounts.sessions import VISITOR
from cobrowse.actions.ending import end_conversation, leave_for_good
from cobrowse.actions.queueing import accept
from cobrowse.models import HelpRequest, SharedForm
from cobrowse.sharing.actions.sharing import share_form
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask
from tests.people import browser_of

FINISH = reverse("accounts:finish")


def test_who_waits_is_asked_first(browser, guest):
    waiting = ask(guest)
    page = browser.post(FINISH)
    words = page.content.decode()
    assert page.status_code == 200
    assert "You are waiting for an adviser. If you clear this device, you lose your place." in words
    assert reverse("cobrowse:request", args=[waiting.public_id]) in words
    assert "This form has not been sent" not in words
    assert HelpRequest.objects.get().state == "waiting"
    assert VISITOR in browser.client.session
    assert browser.post(FINISH, {"sure": "1"}).url == reverse("home")
    assert (HelpRequest.objects.get().state, HelpRequest.objects.get().ending) == ("ended", "left")
    assert VISITOR not in browser.client.session


def test_who_talks_is_asked_first_and_about_the_form_too(browser, guest, on_duty):
    request = accept(public_id=ask(guest).public_id, by=on_duty)
    share_form(public_id=request.public_id, claim_id=small_draft(guest).public_id, access="edit", by=guest)
    words = browser.post(FINISH).content.decode()
    assert "You are talking with Aisha Khan. If you clear this device, the conversation ends." in words
    assert "This form has not been sent" in words
    assert HelpRequest.objects.get().state == "talking"
    browser.post(FINISH, {"sure": "1"})
    assert (HelpRequest.objects.get().ending, SharedForm.objects.get().ending) == ("resident", "left")


def test_somebody_with_an_account_too(alice, talking):
    browser = browser_of(alice)
    assert "You are talking with Aisha Khan" in browser.post(FINISH).content.decode()
    browser.post(FINISH, {"sure": "1"})
    assert HelpRequest.objects.get().state == "ended"


def test_signing_out_leaves_the_conversation_to_come_back_to(alice, talking):
    browser_of(alice).post(reverse("accounts:sign_out"))
    assert HelpRequest.objects.get().state == "talking"


def test_nobody_else_is_asked(alice, on_duty, talking):
    end_conversation(request=talking, by=alice)
    assert going_on(alice) == going_on(on_duty) == []
    leave_for_good(by=alice)
    assert browser_of(alice).post(FINISH).url == reverse("home")


@pytest.mark.parametrize("who", ["visitor", "signed in"])
def test_whoever_comes_to_the_computer_next_finds_nothing_of_a_conversation(alice, browser, guest, on_duty, who):
    by, person, leave = guest, browser, FINISH
    if who == "signed in":
        by, person, leave = alice, browser_of(alice), reverse("accounts:sign_out")
    request = accept(public_id=ask(by).public_id, by=on_duty)
    pages = [reverse(f"cobrowse:{name}", args=[request.public_id]) for name in ("request", "changes", "transcript")]
    assert "non-dependant" in person.get(pages[0]).content.decode()
    end_conversation(request=request, by=by)
    # Its end is still to be read of on every page, until they leave.
    assert "bo-help-bar" in person.get("/").content.decode()
    ended = person.get(pages[0]).content.decode()
    assert ("Do others use this device?" in ended) == (who == "visitor"), "nobody signs out who never signed in"
    person.post(leave)
    for page in [*pages, "/"]:
        shown = person.get(page).content.decode()
        assert "non-dependant" not in shown, page
        assert "bo-help-bar" not in shown, page
