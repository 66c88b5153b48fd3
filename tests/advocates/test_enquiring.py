"""Councillors' enquiries: recorded, agreed to or not, answered in time."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from advocates.enquiring import actions, readers
from advocates.enquiring.rules import ANSWERED, OPEN, OVERDUE, due_day, standing
from advocates.models import Enquiry
from notifications.models import Message
from tests.advocates.planning.making import partner
from tests.claims.sent import sent_claim
from tests.people import browser_of

TODAY = timezone.localdate()


def recorded(alice, aisha, councillor="Cllr Rees", received_on=TODAY) -> Enquiry:
    return actions.record_enquiry(
        resident_id=alice.resident.public_id, councillor=councillor, question="Why does it take so long?",
        received_on=received_on, client_id=uuid.uuid4(), by=aisha,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due_on", "answered_on", "is_now"),
    [
        (TODAY, None, OPEN),
        (TODAY - dt.timedelta(days=1), None, OVERDUE),
        (TODAY - dt.timedelta(days=9), TODAY, ANSWERED),
    ],
)
def test_how_it_stands(due_on, answered_on, is_now):
    assert standing(due_on, answered_on, TODAY) == is_now


def test_it_is_answered_within_ten_working_days():
    assert due_day(dt.date(2026, 12, 17), "ENGLAND") == dt.date(2027, 1, 5)
    assert due_day(dt.date(2026, 12, 17), "SCOTLAND") == dt.date(2027, 1, 6)
    assert due_day(dt.date(2026, 6, 1), "ENGLAND") == dt.date(2026, 6, 15)


def test_it_is_written_down_once_encrypted_and_the_person_is_asked(alice, aisha):
    key = uuid.uuid4()
    said = {"councillor": "Cllr Rees", "question": "Why so long?", "received_on": TODAY, "client_id": key, "by": aisha}
    first = actions.record_enquiry(resident_id=alice.resident.public_id, **said)
    assert actions.record_enquiry(resident_id=alice.resident.public_id, **said) == first
    assert b"long" not in bytes(Enquiry.objects.get().secret)
    assert Message.objects.filter(resident=alice.resident, template="enquiry_asked", channel="email").count() == 1
    assert AuditEvent.objects.filter(code="advocates.enquiry.recorded", resident=alice.resident).count() == 1


def test_without_a_yes_only_a_general_answer_goes(alice, aisha):
    row = recorded(alice, aisha)
    with pytest.raises(actions.NoConsent):
        actions.answer_enquiry(public_id=row.public_id, answer="Her claim waits", is_general=False, by=aisha)
    actions.say_in_account(public_id=row.public_id, agrees=False, wording="They may", by=alice)
    with pytest.raises(actions.NoConsent):
        actions.answer_enquiry(public_id=row.public_id, answer="Her claim waits", is_general=False, by=aisha)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.update(answered_at=timezone.now())
    actions.answer_enquiry(public_id=row.public_id, answer="Claims take 20 days", is_general=True, by=aisha)
    assert Enquiry.objects.get().is_general


def test_with_a_yes_it_may_be_about_the_person_and_is_answered_once(alice, aisha):
    row = recorded(alice, aisha)
    actions.say_in_account(public_id=row.public_id, agrees=True, wording="They may", by=alice)
    actions.answer_enquiry(public_id=row.public_id, answer="Her claim waits", is_general=False, by=aisha)
    with pytest.raises(actions.Answered):
        actions.answer_enquiry(public_id=row.public_id, answer="Again", is_general=False, by=aisha)
    with pytest.raises(actions.Answered):
        actions.say_in_account(public_id=row.public_id, agrees=False, wording="They may", by=alice)
    kept = Enquiry.objects.get()
    assert (readers.words_of(kept)["answer"], kept.wording) == ("Her claim waits", "They may")


def test_only_the_person_says_yes_and_only_who_works_on_claims_writes_it_down(calderbrook, alice, bob, aisha, omar):
    row = recorded(alice, aisha)
    with pytest.raises(Http404):
        actions.say_in_account(public_id=row.public_id, agrees=True, wording="", by=bob)
    for somebody, refusal in (
        (omar, PermissionDenied),
        (bob, Http404),
        (partner(calderbrook, "pat"), PermissionDenied),
    ):
        with pytest.raises(refusal):
            actions.record_consent(public_id=row.public_id, agrees=True, how="by_phone", wording="", by=somebody)
        with pytest.raises(refusal):
            actions.answer_enquiry(public_id=row.public_id, answer="Hello", is_general=True, by=somebody)


def test_the_list_is_filtered_and_keeps_to_the_budget(alice, aisha, django_assert_max_num_queries):
    old = recorded(alice, aisha, "Cllr Old", TODAY - dt.timedelta(days=60))
    new = recorded(alice, aisha, "Cllr New")
    done = recorded(alice, aisha, "Cllr Done")
    actions.answer_enquiry(public_id=done.public_id, answer="Hello", is_general=True, by=aisha)
    listed = {which: set(readers.enquiries(aisha, which=which)) for which in ("", OPEN, OVERDUE, ANSWERED)}
    assert listed == {"": {old, new, done}, OPEN: {old, new}, OVERDUE: {old}, ANSWERED: {done}}
    browser, page = browser_of(aisha), reverse("advocates:enquiries")
    browser.get(page)
    with django_assert_max_num_queries(15):
        shown = browser.get(page, query_params={"councillor": "new"}).content
    assert (b"Cllr New" in shown, b"Cllr Old" in shown) == (True, False)


# --- Pages ---


def test_an_adviser_records_consent_by_phone_and_answers_with_what_was_typed_kept(alice, aisha):
    browser = browser_of(aisha)
    new = reverse("advocates:record_enquiry", args=[alice.resident.public_id])
    day = {"received_on-day": TODAY.day, "received_on-month": TODAY.month, "received_on-year": TODAY.year}
    body = {"councillor": "Cllr Rees", "question": "Why so long?", "client_id": str(uuid.uuid4()), **day}
    assert browser.get(new).status_code == 200
    refused = browser.post(new, {**body, "received_on-year": TODAY.year + 1})
    assert refused.status_code == 422
    assert b"Why so long?" in refused.content
    assert browser.post(new, body).status_code == 302
    row = Enquiry.objects.get()
    answer = reverse("advocates:answer_enquiry", args=[row.public_id])
    early = browser.post(answer, {"answer": "Her claim waits for a paper"})
    assert early.status_code == 409
    assert b"Her claim waits for a paper" in early.content
    consent = reverse("advocates:consent_to_enquiry", args=[row.public_id])
    assert browser.post(consent, {"said": "yes"}).status_code == 422
    assert browser.post(consent, {"said": "yes", "how": "by_phone"}).status_code == 302
    row.refresh_from_db()
    assert row.wording.startswith("Calderbrook Council may tell Cllr Rees")
    assert browser.post(answer, {"answer": "Her claim waits for a paper"}).status_code == 302
    assert b"Her claim waits for a paper" in browser.get(reverse("advocates:enquiry", args=[row.public_id])).content
    assert browser.post(answer, {"answer": "Once more"}).status_code == 409


def test_the_person_reads_it_and_says_yes_or_no_and_thinks_again(alice, aisha):
    row = recorded(alice, aisha)
    browser, page = browser_of(alice), reverse("advocates:own_enquiry", args=[row.public_id])
    assert page.encode() in browser.get(reverse("advocates:own_plan")).content
    assert b"Why does it take so long?" in browser.get(page).content
    for said, kept in (("yes", "given"), ("no", "refused"), ("", "refused")):
        assert browser.post(page, {"agrees": said}).status_code == 302
        row.refresh_from_db()
        assert row.consent == kept
    actions.answer_enquiry(public_id=row.public_id, answer="In general", is_general=True, by=aisha)
    assert browser.post(page, {"agrees": "yes"}).status_code == 409


def test_it_stands_on_the_persons_page(alice, aisha, omar):
    claim = sent_claim(alice)
    row = recorded(alice, aisha)
    page = browser_of(aisha).get(reverse("casework:person", args=[claim.reference])).content
    assert reverse("advocates:enquiry", args=[row.public_id]).encode() in page
    assert reverse("advocates:staff_plan", args=[alice.resident.public_id]).encode() in page


@pytest.mark.parametrize(("name", "field"), [("consent_to_enquiry", "id_said"), ("answer_enquiry", "id_answer")])
def test_whatever_is_missing_is_named_at_the_top_with_a_link(alice, aisha, name, field):
    address = reverse(f"advocates:{name}", args=[recorded(alice, aisha).public_id])
    page = browser_of(aisha).post(address).content.decode()
    assert f'href="#{field}' in page
    assert "Error:" in page.partition("</title>")[0]
