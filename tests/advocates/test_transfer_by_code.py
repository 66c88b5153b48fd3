"""A resident without an account answers a transfer request by a link and a code to the contact that they proved."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, Delegation, Organisation, Resident, User
from accounts.permissions import Scope
from accounts.readers import grant_for
from advocates.actions import transferring
from advocates.actions.ending import end_with_renewal
from advocates.actions.inviting import OwnContact, accept_invitation
from advocates.actions.transferring import CannotAnswer, Successor
from advocates.models import Case, Invitation, Registration, Transfer
from advocates.readers.grants import consents_of
from advocates.registering.actions.consents import end_consent_at_desk
from advocates.registering.readers.registered import KEPT_DAYS, is_kept, left_records
from notifications.actions import send_next_message
from notifications.models import Message
from notifications.readers import mailbox
from notifications.texts import render_message
from tests.advocates.registering.making import make_partner, registered
from tests.people import Browser, browser_of, make_resident

EMAIL = "joan@example.org"
BY_PHONE = {"kind": "by_code", "kept_at": "", "proven": EMAIL}
DORA = Successor(None, "Dora", "email", "dora@example.org")
DAY = dt.timedelta(days=1)
State = Transfer.State


@pytest.fixture
def pat(calderbrook):
    return make_partner(calderbrook)


@pytest.fixture
def mill(calderbrook):
    return Organisation.objects.create(name="Mill Trust")


@pytest.fixture
def joan(pat) -> Registration:
    return registered(pat, email=EMAIL, consent=BY_PHONE)


@pytest.fixture
def browser(calderbrook) -> Browser:
    """Joan's own telephone, on which nobody is signed in."""
    return Browser(Client(), calderbrook.host)


def asked(joan: Registration, by, to: Successor) -> Transfer:
    grant = joan.delegation.public_id
    return transferring.ask_for_successor(public_id=grant, to=to, why="The office closes", by=by)


def link_to(row: Transfer) -> str:
    message = Message.objects.get(template="transfer_asked_by_code", context__transfer=str(row.public_id))
    text = render_message(message, row.council)
    for name in ("Joan", "Brook", "Mill", "Dora", "office"):
        assert name not in text.subject + text.body
    return re.search(r"/transfers/\S+/", text.body)[0]


def prove(browser: Browser, link: str) -> None:
    assert browser.post(link)["Location"] == f"{link}code/"
    letter = next(each for each in mailbox() if each.to == EMAIL)
    code = re.search(r"\b\d{6}\b", letter.text)[0]
    assert browser.post(f"{link}code/", {"code": code})["Location"] == link


def test_she_reads_what_is_asked_after_the_code_and_says_yes(joan, pat, mill, browser):
    row = asked(joan, pat, Successor(mill))
    assert [each.channel for each in Message.objects.filter(template="transfer_asked_by_code")] == ["email"]
    link = link_to(row)
    closed = browser.get(link).content.decode() + browser.get(f"{link}code/", follow=True).content.decode()
    for word in ("Mill Trust", "Brook Homes", "Joan", "The office closes", EMAIL):
        assert word not in closed
    assert browser.post(link, {"answer": "yes"}).status_code == 302, "without a code it only sends one"
    assert Transfer.objects.get().state == State.OPEN
    assert browser.post(f"{link}code/", {"code": "000000"}).status_code == 422
    assert browser.post(f"{link}code/", {"code": ""}).status_code == 422
    prove(browser, link)
    page = browser.get(link).content.decode()
    for word in ("Mill Trust", "Brook Homes", "The office closes", "see your claims and fill them in"):
        assert word in page
    assert browser.post(link, {"answer": "maybe"}).status_code == 200
    assert "acts for you from now on" in browser.post(link, {"answer": "yes"}, follow=True).content.decode()
    old, new = Delegation.objects.order_by("pk")
    assert old.revoked_at is not None
    assert (new.organisation, new.basis, new.scopes, new.ends_on) == (mill, "by_code", old.scopes, old.ends_on)
    event = AuditEvent.objects.get(code="advocates.transfer.agreed_by_code")
    assert (event.resident, event.actor) == (joan.resident, None)
    assert browser.get(link).status_code == browser.post(link, {"answer": "yes"}).status_code == 410


def test_she_says_no_and_nothing_has_changed(joan, pat, mill, browser):
    link = link_to(asked(joan, pat, Successor(mill)))
    prove(browser, link)
    assert "You said no" in browser.post(link, {"answer": "no"}, follow=True).content.decode()
    assert Transfer.objects.get().state == State.REFUSED
    assert AuditEvent.objects.filter(code="advocates.transfer.refused_by_code", resident=joan.resident).count() == 1
    assert Delegation.objects.get().revoked_at is None
    assert browser.get(link).status_code == 410


def test_a_person_goes_on_once_they_say_yes_too(joan, pat, calderbrook, browser):
    link = link_to(asked(joan, pat, DORA))
    prove(browser, link)
    browser.post(link, {"answer": "yes"})
    dora = make_resident(calderbrook, "Dora Dean", "dora@example.org")
    new = accept_invitation(invitation_id=Invitation.objects.get().pk, by=dora)
    assert grant_for(dora, joan.resident.pk, Scope.FILL_CLAIMS) == new
    assert grant_for(pat, joan.resident.pk, Scope.VIEW_CLAIMS) is None


def test_a_code_proves_one_request_for_half_an_hour(joan, pat, mill, browser):
    link = link_to(asked(joan, pat, Successor(mill)))
    prove(browser, link)
    other = link_to(asked(joan, pat, Successor(mill)))
    assert other != link
    assert browser.get(link).status_code == 410
    assert "The office closes" not in browser.get(other).content.decode()
    prove(browser, other)
    session = browser.client.session
    session["transfer_proven"] = {**session["transfer_proven"], "until": timezone.now().timestamp() - 1}
    session.save()
    assert "The office closes" not in browser.get(other).content.decode()


def test_only_the_contact_that_she_proved_answers(joan, pat, bob, mill):
    row = asked(joan, pat, Successor(mill))
    for by, proven in ((pat, ""), (pat, "pat@partner.example"), (bob, bob.user.email), (bob, "")):
        for act in (transferring.agree_to_transfer, transferring.refuse_transfer):
            with pytest.raises(Http404):
                act(public_id=row.public_id, by=by, proven=proven)
    with pytest.raises(OwnContact):
        transferring.agree_to_transfer(
            public_id=asked(joan, pat, replace(DORA, contact=EMAIL)).public_id, by=bob, proven=EMAIL
        )
    assert not Transfer.objects.exclude(state__in=[State.OPEN, State.TAKEN_BACK]).exists()


@pytest.mark.parametrize("how", ["signed", "not safe", "changed"])
def test_whoever_could_not_answer_is_not_asked(pat, mill, how):
    joan = registered(pat, email=EMAIL, consent={} if how == "signed" else BY_PHONE)
    if how == "not safe":
        Resident.objects.update(safe_to_contact=False)
    if how == "changed":
        Resident.objects.update(email="other@example.org")
    with pytest.raises(CannotAnswer):
        asked(joan, pat, Successor(mill))
    said = {"to": str(mill.pk), "why": "We close"}
    answer = browser_of(pat).post(f"/helping/{joan.delegation.public_id}/successor/", said)
    assert answer.status_code == 422
    assert "with their yes in person" in answer.content.decode()
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("how", ["ended", "over", "in an account", "not safe"])
def test_what_cannot_be_answered_any_more_is_neither_open_nor_sent(joan, pat, mill, alice, browser, how):
    row = asked(joan, pat, Successor(mill))
    link = link_to(row)
    if how == "ended":
        end_with_renewal(joan.delegation)
    elif how == "over":
        Transfer.objects.update(asked_at=timezone.now() - 20 * DAY, expires_at=timezone.now() - DAY)
    elif how == "in an account":
        Resident.objects.filter(pk=joan.resident_id).update(user=User.objects.create(username="joan"))
    else:
        Resident.objects.filter(pk=joan.resident_id).update(safe_to_contact=False)
    assert browser.get(link).status_code == 410
    assert browser.get(f"{link}code/").status_code == 302
    with pytest.raises(Http404):
        transferring.agree_to_transfer(public_id=row.public_id, by=alice, proven=EMAIL)
    message = Message.objects.get(template="transfer_asked_by_code")
    Message.objects.exclude(pk=message.pk).delete()
    send_next_message(by=pat)
    message.refresh_from_db()
    assert message.state == Message.State.FAILED


# --- her record goes on ---


def test_it_is_kept_and_the_council_writes_down_her_end_of_it(joan, pat, mill, aisha):
    new = transferring.agree_to_transfer(
        public_id=asked(joan, pat, Successor(mill)).public_id, by=aisha, proven=EMAIL
    )  # fmt: skip
    long_ago = timezone.now() - (KEPT_DAYS + 2) * DAY
    Delegation.objects.filter(pk=joan.delegation_id).update(revoked_at=long_ago)
    assert is_kept(joan.resident_id)
    assert not left_records().exists()
    end_consent_at_desk(public_id=joan.public_id, by=aisha)
    assert not consents_of(joan.resident).exists()
    assert AuditEvent.objects.filter(code="advocates.consent.withdrawn", delegation=new).count() == 1
    with pytest.raises(Http404):
        end_consent_at_desk(public_id=joan.public_id, by=aisha)
    Delegation.objects.filter(pk=new.pk).update(revoked_at=long_ago)
    assert left_records().exists()


def test_whoever_takes_over_has_her_in_the_caseload(joan, pat, mill, aisha):
    transferring.agree_to_transfer(public_id=asked(joan, pat, Successor(mill)).public_id, by=aisha, proven=EMAIL)
    case = Case.objects.get(organisation=mill)
    assert (case.resident, case.responsible, case.team, case.told) == (joan.resident, None, None, "Mill Trust")
