"""Whatever ends a draft, or makes it another record's, ends what is shared of it and takes the grant back at once."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.taking_over import join_records, take_over_record
from accounts.actors import Actor, system_actor
from accounts.models import AuditEvent, Delegation, Resident
from accounts.signals import part_taken_over
from claims.actions.retention import delete_draft, delete_unsaved_drafts
from claims.actions.sending import ClaimIncomplete, submit_claim
from claims.models import Answer, Claim
from cobrowse.actions.queueing import accept
from cobrowse.models import HelpRequest, PhoneCode, SharedForm
from cobrowse.sharing.actions.codes import make_code
from cobrowse.sharing.actions.sharing import share_form
from cobrowse.sharing.readers.shares import own_share, share_for_staff
from notifications.readers import mailbox
from tests.claims.making import fill, small_draft
from tests.cobrowse.conftest import ask, said
from tests.people import browser_of, make_resident

OTHER_DAY = dt.timedelta(days=5)


@pytest.fixture(autouse=True)
def own_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


@pytest.fixture
def shared(guest, on_duty) -> SharedForm:
    """The visitor fills in a form with Aisha."""
    draft = small_draft(guest)
    request = accept(public_id=ask(guest).public_id, by=on_duty)
    return share_form(public_id=request.public_id, claim_id=draft.public_id, access="edit", by=guest)


def is_over(share: SharedForm, adviser: Actor, why: str) -> None:
    """Nothing is shown, the grant is taken back, both sides and the trail say it; at once, not at a task's turn."""
    assert share_for_staff(adviser, share.request.public_id) is None
    assert Delegation.objects.get(pk=share.delegation_id).revoked_at is not None
    assert said(share.request, "adviser")[-1][0] == "unshared"
    event = AuditEvent.objects.filter(code="cobrowse.form.unshared").order_by("number").last()
    assert (event.detail, event.delegation_id) == ({"why": why}, share.delegation_id)


def test_deleting_the_draft(guest, on_duty, shared):
    delete_draft(public_id=shared.claim.public_id, by=guest)
    is_over(shared, on_duty, "deleted")
    assert HelpRequest.objects.get().state == "talking"


def test_deleting_it_on_the_page(alice, on_duty, together):
    browser_of(alice).post(reverse("claims:delete_draft", args=[together.claim.public_id]), {"_sure": "yes"})
    assert not Claim.objects.filter(pk=together.claim_id).exists()
    is_over(together, on_duty, "deleted")


def test_sending_it(guest, on_duty, shared):
    submit_claim(public_id=fill(shared.claim, guest).public_id, by=guest, for_whom="self")
    is_over(shared, on_duty, "sent")


def test_a_form_that_cannot_be_sent_yet_ends_nothing(guest, on_duty, shared):
    with pytest.raises(ClaimIncomplete):
        submit_claim(public_id=shared.claim.public_id, by=guest)
    assert share_for_staff(on_duty, shared.request.public_id) is not None


def test_a_deletion_that_fails_ends_nothing(guest, on_duty, shared):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        delete_draft(public_id=shared.claim.public_id, by=guest)
        raise ZeroDivisionError
    assert share_for_staff(on_duty, shared.request.public_id) == shared


def test_what_nobody_saved_is_kept_while_they_talk_about_it(calderbrook, on_duty, shared):
    Answer.objects.update(saved_at=timezone.now() - OTHER_DAY)
    Claim.objects.update(started_at=timezone.now() - OTHER_DAY)
    assert delete_unsaved_drafts(by=system_actor(calderbrook, "retention")) == 0
    assert share_for_staff(on_duty, shared.request.public_id) == shared
    ended = {"state": HelpRequest.State.ENDED, "ending": HelpRequest.Ending.RESIDENT, "ended_at": timezone.now()}
    HelpRequest.objects.update(**ended)
    assert delete_unsaved_drafts(by=system_actor(calderbrook, "retention")) == 1


def test_another_draft_that_is_deleted_ends_nothing(guest, on_duty, shared):
    delete_draft(public_id=small_draft(guest).public_id, by=guest)
    assert share_for_staff(on_duty, shared.request.public_id) == shared


def test_joining_two_records(guest, alice, on_duty, shared):
    mine = own_share(guest, shared.request.public_id)
    assert mine == shared
    join_records(source=guest.resident, target=alice.resident, by=alice)
    is_over(shared, on_duty, "moved")
    assert own_share(alice, shared.request.public_id) is None
    # The conversation goes on, and sharing needs one press.
    again = share_form(public_id=shared.request.public_id, claim_id=shared.claim.public_id, access="view", by=alice)
    assert share_for_staff(on_duty, shared.request.public_id) == again


def test_what_the_other_record_shares_goes_on(calderbrook, alice, on_duty, together):
    other = make_resident(calderbrook, "Another Alice", "another@calderbrook.example")
    join_records(source=other.resident, target=alice.resident, by=alice)
    assert share_for_staff(on_duty, together.request.public_id) == together


def test_saying_that_it_is_mine(guest, alice, on_duty, shared):
    place = str(guest.resident.public_id)
    take_over_record(public_id=place, left_behind=place, by=alice)
    assert Claim.objects.get(pk=shared.claim_id).resident == alice.resident
    is_over(shared, on_duty, "moved")


@pytest.mark.parametrize("drafts", [True, False])
def test_taking_over_a_part(guest, alice, on_duty, shared, drafts):
    part_taken_over.send(
        sender=Resident, source=guest.resident, target=alice.resident, drafts=drafts, contacts=frozenset(), by=alice
    )
    is_over(shared, on_duty, "moved")


def test_signing_in_before_anybody_says_whose_it_is(browser, guest, on_duty, shared):
    make_code(claim_id=None, by=guest)
    browser.post(reverse("accounts:sign_in"), {"contact": "new@example.org"})
    code = re.search(r"\b\d{6}\b", mailbox()[0].text)[0]
    browser.post(reverse("accounts:enter_code"), {"code": code})
    assert Claim.objects.get(pk=shared.claim_id).resident == guest.resident
    is_over(shared, on_duty, "moved")
    assert PhoneCode.objects.get().state == "over"


def test_leaving_the_device(browser, guest, on_duty, shared):
    browser.post(reverse("accounts:finish"), {"sure": "1"})
    # The conversation ends first, and with it what is shared in it.
    assert [kind for kind, _words in said(shared.request, "adviser")][-2:] == ["unshared", "ended"]
    assert share_for_staff(on_duty, shared.request.public_id) is None
    assert Delegation.objects.get(pk=shared.delegation_id).revoked_at is not None


def test_signing_out_everywhere(alice, on_duty, together):
    browser_of(alice).post(reverse("accounts:sign_out_everywhere"))
    is_over(together, on_duty, "stopped")
