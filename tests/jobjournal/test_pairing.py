"""“Show on this computer”: the computer asks, the phone approves, and only that browser sees it, for an hour."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from jobjournal.models import PairingRequest, Share, ShareView
from jobjournal.sharing.readers.codes import displayed_code
from jobjournal.sharing.views.viewer_sessions import COOKIE
from tests.jobjournal.making import recorded
from tests.jobjournal.sharing import an_hour_ago, stranger, tries
from tests.people import browser_of

pytestmark = pytest.mark.usefixtures("library")
COMPUTER = "/j/computer/"


@pytest.fixture
def computer(calderbrook):
    """A browser that shows a code."""
    browser = stranger(calderbrook)
    assert browser.post(COMPUTER).status_code == 302
    return browser


@pytest.fixture
def entry(library, alice):
    return recorded(alice)


def approve(actor, code: str, **more):
    data = {"code": code, "period": "7", "client_id": str(uuid.uuid4()), **more}
    return browser_of(actor).post(reverse("jobjournal:show_on_computer"), data)


def test_a_phone_shows_the_journal_on_the_computer(computer, alice, entry):
    waiting = computer.get(COMPUTER).content.decode()
    code = PairingRequest.objects.get().code
    assert displayed_code(code) in waiting
    assert "<svg" in waiting
    assert 'http-equiv="refresh"' in waiting, "it goes on without scripts too"
    form = browser_of(alice).get(reverse("jobjournal:approve_screen", args=[code])).content.decode()
    assert displayed_code(code) in form
    assert approve(alice, displayed_code(code)).status_code == 302
    assert computer.get(COMPUTER)["Location"] == "/j/view/"
    assert "Northgate Foods" in computer.get("/j/view/").content.decode()
    share = Share.objects.get()
    assert (share.on_computer, share.pin_hash, share.tries_left) == (True, "", 0)
    assert AuditEvent.objects.filter(code="jobjournal.screen.approved", resident=alice.resident).count() == 1


def test_no_pin_opens_what_is_on_a_computer(calderbrook, computer, alice, entry):
    approve(alice, PairingRequest.objects.get().code)
    assert tries(stranger(calderbrook), Share.objects.get().code, "000000").status_code == 422


def test_only_the_browser_that_asked_sees_it(calderbrook, computer, alice, entry):
    another = stranger(calderbrook)
    another.post(COMPUTER)
    approve(alice, PairingRequest.objects.order_by("pk").first().code)
    assert another.get("/j/view/").status_code == 410
    assert computer.get("/j/view/").status_code == 200


def test_looking_makes_no_request_and_asking_again_makes_a_new_code(calderbrook, computer, alice, entry):
    stranger(calderbrook).get(COMPUTER)
    assert PairingRequest.objects.count() == 1
    old = PairingRequest.objects.get().code
    computer.post(COMPUTER)
    approve(alice, old)
    assert computer.get("/j/view/").status_code == 410, "this browser holds the new code's token"


def test_old_used_and_unknown_codes_are_refused_alike(computer, alice, bob, entry):
    code = PairingRequest.objects.get().code
    PairingRequest.objects.update(expires_at=an_hour_ago())
    refused = [approve(alice, code), approve(alice, "00000000")]
    assert [answer.status_code for answer in refused] == [422, 422]
    assert "expired" not in refused[0].content.decode()
    assert computer.get(COMPUTER).status_code == 200
    assert not Share.objects.exists()


def test_a_code_is_not_used_up_by_an_empty_journal(computer, bob, alice, entry):
    code = PairingRequest.objects.get().code
    assert approve(bob, code).status_code == 422
    assert approve(alice, code).status_code == 302


def test_taking_back_clears_the_screen(computer, alice, entry):
    approve(alice, PairingRequest.objects.get().code)
    share = Share.objects.get()
    listed = browser_of(alice).get(reverse("jobjournal:shares")).content.decode()
    assert "Shown on a computer" in listed
    browser_of(alice).post(reverse("jobjournal:revoke_share", args=[share.public_id]))
    assert computer.get("/j/view/").status_code == 410


def test_it_ends_within_the_hour(computer, alice, entry):
    approve(alice, PairingRequest.objects.get().code)
    ShareView.objects.update(ends_at=an_hour_ago())
    assert computer.get("/j/view/").status_code == 410


def test_the_phone_must_be_signed_in(calderbrook, computer):
    answer = stranger(calderbrook).get(reverse("jobjournal:approve_screen", args=["00000000"]))
    assert re.match(r"/account/sign-in/\?next=", answer["Location"])


def test_the_cookie_is_strict(computer):
    cookie = computer.client.cookies[COOKIE]
    assert (cookie["samesite"], cookie["path"], bool(cookie["httponly"])) == ("Strict", "/j/", True)


@pytest.mark.slow
def test_guessing_codes_is_throttled(alice, entry):
    browser = browser_of(alice)
    data = {"code": "00000000", "period": "7", "client_id": str(uuid.uuid4())}
    answers = [browser.post(reverse("jobjournal:show_on_computer"), data).status_code for _ in range(22)]
    assert answers[-1] == 429
