"""Where money and letters go wants the claimant's own word before somebody whom they let act sends the form."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.actors import Actor
from accounts.models import AuditEvent, Delegation, Resident
from accounts.permissions import Scope
from claims.actions.answering import AnswerChange, save_answers
from claims.actions.confirming import AnswersMoved, confirm_typed
from claims.actions.sending import WantsOwnWord, submit_claim
from claims.models import Answer, Claim
from claims.readers.answer_store import stored_answers
from claims.readers.claims import form_state_of
from claims.readers.own_word import unconfirmed, version_of
from notifications.readers import mailbox
from tests.advocates.registering.making import make_partner, registered
from tests.advocates.test_ending import grant_of
from tests.claims.making import fill, small_draft
from tests.people import browser_of

ALL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS, Scope.VIEW_MONEY, Scope.FILL_MONEY]
ACCOUNT = {"name": "A Ashworth", "sort_code": "08-99-99", "account_number": "66374958", "roll_number": ""}


@pytest.fixture
def grant(alice, bob):
    return grant_of(alice, helper=bob.user, scopes=ALL)


@pytest.fixture
def draft(alice, grant):
    return fill(small_draft(alice), alice, {"has_pets": "no"})


def type_account(draft: Claim, by, **parts) -> None:
    base = Answer.objects.filter(claim=draft, key="account").values_list("revision", flat=True).first() or 0
    change = AnswerChange("account", "", ACCOUNT | parts, base)
    assert save_answers(public_id=draft.public_id, changes=[change], by=by).revisions


def send(draft: Claim, by) -> Claim:
    return submit_claim(public_id=draft.public_id, by=by, for_whom="self")


def seen(draft: Claim) -> str:
    claim = Claim.objects.get(pk=draft.pk)
    stored = stored_answers(claim)
    return version_of(unconfirmed(claim, form_state_of(claim, stored), stored))


def test_what_a_helper_typed_of_an_account_is_sent_once_its_owner_said_that_it_is_right(alice, bob, draft):
    type_account(draft, bob, account_number="31926819", sort_code="20-20-15", name="B Birtle")
    with pytest.raises(WantsOwnWord):
        send(draft, bob)
    assert Claim.objects.get().is_draft
    confirm_typed(public_id=draft.public_id, seen=seen(draft), by=alice)
    event = AuditEvent.objects.get(code="claims.answers.confirmed")
    assert (event.actor, event.detail) == (alice.user, {"questions": ["account"]})
    assert not send(draft, bob).is_draft


def test_whoever_it_is_for_sends_it_without_being_asked(alice, bob, draft):
    type_account(draft, bob)
    assert not send(draft, alice).is_draft


def test_what_the_claimant_typed_needs_no_other_word(alice, bob, draft):
    type_account(draft, alice)
    assert not send(draft, bob).is_draft


@pytest.mark.parametrize("basis", [each for each in Delegation.Basis if each not in Delegation.CONSENTS])
def test_the_law_gives_some_their_word(bob, draft, grant, basis):
    grant.basis = basis
    grant.save()
    type_account(draft, bob)
    assert not send(draft, bob).is_draft


def test_nobody_confirms_for_somebody_without_their_code(alice, bob, carol, draft):
    type_account(draft, bob)
    for proven in ("", bob.user.email, "nobody@example.org"):
        with pytest.raises(PermissionDenied):
            confirm_typed(public_id=draft.public_id, seen=seen(draft), by=bob, proven=proven)
    with pytest.raises(Http404):
        confirm_typed(public_id=draft.public_id, seen=seen(draft), by=carol, proven=alice.user.email)
    with pytest.raises(WantsOwnWord):
        send(draft, bob)


def test_another_account_than_was_seen_is_not_confirmed_and_waits_again(alice, bob, draft):
    type_account(draft, bob)
    before = seen(draft)
    type_account(draft, bob, name="B Birtle")
    with pytest.raises(AnswersMoved):
        confirm_typed(public_id=draft.public_id, seen=before, by=alice)
    confirm_typed(public_id=draft.public_id, seen=seen(draft), by=alice)
    type_account(draft, bob, name="Bob Birtle")
    with pytest.raises(WantsOwnWord):
        send(draft, bob)


@pytest.mark.slow
def test_the_helper_is_led_to_a_code_that_goes_to_the_claimant(alice, bob, draft, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    type_account(draft, bob)
    helper, address = browser_of(bob), f"/confirm/{draft.public_id}/"
    assert "They have to say that it is right" in helper.get(f"/claims/{draft.public_id}/check/").content.decode()
    assert helper.post(f"/claims/{draft.public_id}/submit/", {"for_whom": "self"})["Location"] == address
    page = helper.get(address).content.decode()
    assert "66374958" not in page
    assert "58" in page
    assert alice.user.email not in page
    assert helper.post(address)["Location"] == f"{address}code/"
    letter = mailbox()[0]
    assert letter.to == alice.user.email
    assert helper.post(f"{address}code/", {"code": "000000"}).status_code == 422
    code = re.search(r"\b\d{6}\b", letter.text)[0]
    assert helper.post(f"{address}code/", {"code": code})["Location"] == f"/claims/{draft.public_id}/check/"
    event = AuditEvent.objects.get(code="claims.answers.confirmed_by_code")
    assert event.delegation is not None
    assert not send(draft, bob).is_draft


def test_no_code_goes_where_it_is_not_safe(alice, bob, draft):
    type_account(draft, bob)
    alice.resident.safe_to_contact = False
    alice.resident.save()
    page = browser_of(bob).post(f"/confirm/{draft.public_id}/").content.decode()
    assert "We send a code" not in page
    assert "They can also sign in" in page


def test_the_claimant_says_it_on_their_own_page(alice, bob, draft):
    type_account(draft, bob)
    browser, address = browser_of(alice), f"/confirm/{draft.public_id}/"
    assert address in browser.get(f"/claims/{draft.public_id}/check/").content.decode()
    assert "Somebody who acts for you typed this" in browser.get(address).content.decode()
    assert browser.post(address, {"seen": "old"})["Location"] == address
    assert browser.post(address, {"seen": seen(draft)})["Location"] == f"/claims/{draft.public_id}/check/"
    assert not send(draft, bob).is_draft


@pytest.mark.parametrize("how", ["code", "signed", "changed", "unsafe"])
def test_somebody_without_an_account_confirms_by_a_code_to_the_contact_that_they_proved(
    calderbrook, how, settings, tmp_path
):
    settings.MAILBOX_DIR = tmp_path
    pat = make_partner(calderbrook)
    consent = {"kind": "by_code", "proven": "joan@example.org", "kept_at": ""} if how != "signed" else {}
    registration = registered(pat, email="joan@example.org", consent={"scopes": ALL, **consent})
    joan = registration.resident
    if how == "changed":
        Resident.objects.filter(pk=joan.pk).update(email="other@example.org")
    if how == "unsafe":
        Resident.objects.filter(pk=joan.pk).update(safe_to_contact=False)
    draft = small_draft(Actor(calderbrook, resident=joan))
    draft = fill(draft, pat, {"has_pets": "no"})
    type_account(draft, pat)
    helper, address = browser_of(pat), f"/confirm/{draft.public_id}/"
    assert helper.post(f"/claims/{draft.public_id}/submit/", {"for_whom": "self"})["Location"] == address
    answer = helper.post(address)
    if how != "code":
        assert answer.status_code == 200
        with pytest.raises(PermissionDenied):
            confirm_typed(public_id=draft.public_id, seen=seen(draft), by=pat, proven="other@example.org")
        return
    code = re.search(r"\b\d{6}\b", next(each.text for each in mailbox() if each.to == "joan@example.org"))[0]
    assert helper.post(f"{address}code/", {"code": code})["Location"] == f"/claims/{draft.public_id}/check/"
    assert not send(draft, pat).is_draft
