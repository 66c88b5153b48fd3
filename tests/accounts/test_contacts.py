"""Changing or adding an address or a number by a code to the new one; two accounts of one person become one."""

from __future__ import annotations

import re

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actions.contacts import BelongsToAnother, change_contact, join_accounts
from accounts.models import AuditEvent, Delegation, Resident, SignInCode, User
from accounts.permissions import Scope
from core.tenancy import council_scope
from notifications.actions import send_due_messages
from notifications.readers import mailbox
from tests.claims.reached import begun, sent_as
from tests.people import browser_of, make_resident, make_staff

PHONE = "+447700900123"


@pytest.fixture(autouse=True)
def own_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


def proof_of(contact: str) -> SignInCode:
    channel = "email" if "@" in contact else "sms"
    return SignInCode.objects.create(
        channel=channel, contact=contact, code_hash="x", expires_at=timezone.now(), used_at=timezone.now()
    )


def by_page(actor, contact: str):
    """Change it on the pages; returns where that led."""
    browser = browser_of(actor)
    assert browser.post(reverse("accounts:change_contact"), {"contact": contact}).url == reverse(
        "accounts:confirm_contact"
    )
    assert mailbox()[0].to == contact
    code = re.search(r"\b\d{6}\b", mailbox()[0].text)[0]
    wrong = browser.post(reverse("accounts:confirm_contact"), {"code": f"{(int(code) + 1) % 1_000_000:06d}"})
    assert "wrong or has run out" in wrong.content.decode()
    return browser, browser.post(reverse("accounts:confirm_contact"), {"code": code})


def user_of(actor) -> User:
    return User.objects.get(pk=actor.user.pk)


def test_a_phone_is_added_and_signs_in(alice):
    assert reverse("accounts:change_contact") in browser_of(alice).get(reverse("accounts:home")).content.decode()
    by_page(alice, PHONE)
    assert (user_of(alice).phone, user_of(alice).email) == (PHONE, "alice@example.org")
    assert Resident.objects.get(pk=alice.resident.pk).phone == PHONE
    assert AuditEvent.objects.get(code="accounts.contact.changed").detail == {"contact": "phone"}
    send_due_messages(limit=5, by=alice)
    (told,) = [letter for letter in mailbox() if letter.to == "alice@example.org"]
    assert "was added to your account" in told.text


def test_an_address_is_replaced_and_the_old_one_told(alice, southmere):
    with council_scope(southmere.pk):
        there = Resident.objects.create(user=alice.user, email="alice@example.org")
    by_page(alice, "new@example.org")
    assert user_of(alice).email == "new@example.org"
    send_due_messages(limit=5, by=alice)
    told = [letter for letter in mailbox() if letter.to == "alice@example.org"]
    assert len(told) == 1
    assert "has changed" in told[0].subject
    with council_scope(southmere.pk):
        assert Resident.objects.get(pk=there.pk).email == "new@example.org", "in every council"


def test_nobody_is_told_where_that_is_not_safe(alice):
    Resident.objects.filter(pk=alice.resident.pk).update(safe_to_contact=False)
    by_page(alice, "new@example.org")
    assert not alice.resident.messages.exists()


def test_what_was_sent_with_the_new_contact_is_found(visitor, alice):
    claim = sent_as(visitor, "Alice Ashworth", phone=PHONE)
    by_page(alice, PHONE)
    claim.refresh_from_db()
    assert claim.resident == alice.resident


def test_a_contact_of_another_account_leads_to_the_question_and_no_changes_nothing(alice, calderbrook):
    other = make_resident(calderbrook, "A Ashworth", "other@example.org")
    browser, answer = by_page(alice, "other@example.org")
    assert answer.url == reverse("accounts:join_accounts")
    assert "other@example.org" in browser.get(answer.url).content.decode()
    assert browser.post(answer.url, {"answer": "no"}).url == reverse("accounts:home")
    assert user_of(other).email == "other@example.org"
    assert browser.post(answer.url, {"answer": "yes"}).url == reverse("accounts:change_contact"), "it was said once"


def test_two_accounts_of_one_person_become_one_in_every_council(alice, southmere, calderbrook, bob):
    other = make_resident(calderbrook, "Alice Ashworth", "other@example.org")
    User.objects.filter(pk=other.user.pk).update(email=None, phone=PHONE)
    claim = begun(other)
    today = timezone.localdate()
    Delegation.objects.create(
        resident=bob.resident, helper=other.user, scopes=[Scope.VIEW_CLAIMS], starts_on=today, ends_on=today
    )
    with council_scope(southmere.pk):
        there = Resident.objects.create(user=other.user, name="Alice A")
    browser, answer = by_page(alice, PHONE)
    browser.post(answer.url, {"answer": "yes"})
    claim.refresh_from_db()
    assert claim.resident == alice.resident
    assert user_of(alice).phone == PHONE
    gone = user_of(other)
    assert (gone.phone, gone.email, gone.is_active) == (None, None, False)
    assert Delegation.objects.get().helper == alice.user
    with council_scope(southmere.pk):
        assert Resident.objects.get(pk=there.pk).user == alice.user


def test_nobody_joins_staff_and_staff_change_nothing_here(alice, calderbrook, aisha):
    staff = make_staff(calderbrook, "Stella Staff", "stella@example.org", "advisor")
    User.objects.filter(pk=staff.user.pk).update(is_staff=True)
    with pytest.raises(BelongsToAnother) as refused:
        change_contact(proof=proof_of("stella@example.org"), by=alice)
    assert not refused.value.may_join
    with pytest.raises(Http404):
        join_accounts(proof=proof_of("stella@example.org"), by=alice)
    assert browser_of(aisha).get(reverse("accounts:change_contact")).url == reverse("accounts:home")
    with pytest.raises(Http404):
        change_contact(proof=proof_of("any@example.org"), by=aisha)


def test_a_code_that_was_not_entered_proves_nothing(alice, bob):
    proof = proof_of("new@example.org")
    SignInCode.objects.update(used_at=None)
    with pytest.raises(Http404):
        change_contact(proof=proof, by=alice)
    with pytest.raises(Http404):
        join_accounts(proof=SignInCode(channel="email", contact="bob@example.org"), by=alice)


def test_a_contact_of_nobody_joins_nothing(alice):
    for contact in ("nobody@example.org", "alice@example.org"):
        with pytest.raises(Http404):
            join_accounts(proof=proof_of(contact), by=alice)


def test_an_address_that_took_no_messages_is_told_and_takes_them_again_after_a_code_arrived_there(alice):
    alice.resident.bounced = ["alice@example.org"]
    alice.resident.save()
    said = " ".join(browser_of(alice).get(reverse("accounts:home")).content.decode().split())
    assert "Our messages do not arrive at alice@example.org, so we send none there." in said
    by_page(alice, "alice@example.org")
    assert Resident.objects.get(pk=alice.resident.pk).bounced == []
    assert "do not arrive" not in browser_of(alice).get(reverse("accounts:home")).content.decode()
