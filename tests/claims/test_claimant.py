"""Whose a sent claim is, is what it was sent with: two people may share an address, and a record may change later."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Resident
from casework.presenters.work_list import claim_rows
from casework.readers.work_list import WorkListFilter, claims_of_page, work_list
from claims.actions.answering import start_claim
from claims.actions.sending import WhoseForm, submit_claim
from claims.documents import claim_pdf
from claims.models import Claim, Fact, ForWhom, Submission
from claims.readers.claimant import Claimant, claimant_of
from claims.readers.holdings import held_in, sent_with
from tests.casework.test_claims import page_of
from tests.claims.reached import begun, sent_as
from tests.claims.test_documents import text_of
from tests.people import browser_of

BORN = {"day": "3", "month": "5", "year": "1986"}


@pytest.fixture
def maria(alice):
    """Maria, whose record has her name."""
    Resident.objects.filter(pk=alice.resident.pk).update(name="Maria Nowak", born_on=dt.date(1986, 5, 3))
    alice.resident.refresh_from_db()
    return alice


def found(aisha, **wanted) -> list[Claim]:
    return list(work_list(aisha, WorkListFilter(**wanted)).order_by("pk"))


def test_a_second_person_on_one_address_is_asked_about(maria):
    draft = begun(maria, "Jan Nowak")
    with pytest.raises(WhoseForm) as whose, transaction.atomic():
        submit_claim(public_id=draft.public_id, by=maria)
    assert (whose.value.name, whose.value.known_as) == ("Jan Nowak", "Maria Nowak")
    assert Claim.objects.get(pk=draft.pk).is_draft
    with pytest.raises(WhoseForm), transaction.atomic():
        submit_claim(public_id=draft.public_id, by=maria, for_whom="neither")


@pytest.mark.parametrize("name", ["Maria Nowak", "maria nowák", "Maria Anna Nowak"])
def test_the_same_person_is_not(maria, name):
    claim = sent_as(maria, name, for_whom="", dob=BORN)
    assert claim.for_whom == ""


def test_another_date_of_birth_is_another_person(maria):
    with pytest.raises(WhoseForm), transaction.atomic():
        sent_as(maria, "Maria Nowak", for_whom="", dob=BORN | {"year": "2006"})


def test_somebody_elses_claim_changes_nothing_of_the_record(maria):
    first = sent_as(maria, "Maria Nowak", dob=BORN, email="maria@example.org")
    facts = set(Fact.objects.values_list("fact", "claim_id"))
    other = sent_as(maria, "Jan Nowak", for_whom=ForWhom.OTHER, dob=BORN | {"year": "1950"}, phone="07700900123",
                    ways=["post"])  # fmt: skip
    record = Resident.objects.get(pk=maria.resident.pk)
    assert (record.name, record.born_on, record.phone) == ("Maria Nowak", dt.date(1986, 5, 3), "")
    assert record.contact_by == []
    assert set(Fact.objects.values_list("fact", "claim_id")) == facts
    assert claimant_of(other) == Claimant("Jan Nowak", dt.date(1950, 5, 3), "maria@example.org", "+447700900123")
    assert claimant_of(first).name == "Maria Nowak"
    assert (
        start_claim(slug="reached-form", language="en-gb", by=maria).answers.get(key="name").value["first"] == "Maria"
    )


def test_a_name_that_changed_is_the_records_from_now_on_and_the_first_claim_keeps_its_own(maria, aisha):
    first = sent_as(maria, "Maria Nowak")
    second = sent_as(maria, "Maria Kowal", for_whom=ForWhom.SELF)
    assert Resident.objects.get(pk=maria.resident.pk).name == "Maria Kowal"
    assert found(aisha, name="Nowak") == [first]
    assert found(aisha, name="Kowal") == [second]


@pytest.mark.parametrize(("safe", "after"), [("no", False), ("yes", True)])
def test_not_safe_counts_whoever_it_is_about(maria, safe, after):
    sent_as(maria, "Jan Nowak", for_whom=ForWhom.OTHER, safe=safe)
    assert Resident.objects.get(pk=maria.resident.pk).safe_to_contact is after


def test_somebody_elses_yes_does_not_make_it_safe_again(maria):
    Resident.objects.update(safe_to_contact=False)
    maria.resident.refresh_from_db()
    sent_as(maria, "Jan Nowak", for_whom=ForWhom.OTHER, safe="yes")
    assert not Resident.objects.get(pk=maria.resident.pk).safe_to_contact


def test_a_visitor_cannot_make_it_safe_again(visitor):
    first = begun(visitor, safe="no")
    visitor = replace(visitor, resident=first.resident)
    submit_claim(public_id=first.public_id, by=visitor)
    sent_as(visitor, safe="yes")
    assert not Resident.objects.get(pk=first.resident_id).safe_to_contact


def test_the_page_asks_keeps_everything_and_sends_on_an_answer(maria):
    draft = begun(maria, "Jan Nowak")
    browser, where = browser_of(maria), reverse("claims:submit", args=[draft.public_id])
    asked = browser.post(where)
    text = asked.content.decode()
    assert asked.status_code == 422
    assert "Jan Nowak" in text
    assert "Maria Nowak" in text
    assert "There is a problem" not in text
    assert "There is a problem" in browser.post(where, {"asked": "1"}).content.decode()
    assert browser.post(where, {"for_whom": "other"}).url == reverse("claims:sent", args=[draft.public_id])
    assert Claim.objects.get(pk=draft.pk).for_whom == ForWhom.OTHER
    assert "Jan Nowak" in browser.get(reverse("claims:my_claims")).content.decode()


def test_lists_searches_headings_and_pdfs_read_what_was_sent(maria, aisha):
    mine = sent_as(maria, "Maria Nowak", dob=BORN)
    his = sent_as(maria, "Jan Nowak", for_whom=ForWhom.OTHER, dob=BORN | {"year": "1950"})
    assert (
        found(aisha, name="Jan") == found(aisha, born_on=dt.date(1950, 5, 3)) == found(aisha, text="3/5/1950") == [his]
    )
    assert found(aisha, name="Maria") == found(aisha, text="3/5/1986") == [mine]
    shown = claims_of_page(aisha, [each.pk for each in found(aisha)])
    assert [row[1]["text"] for row in claim_rows(shown, {}, {}, {})] == ["Maria Nowak", "Jan Nowak"]
    Resident.objects.update(name="Somebody Else", born_on=dt.date(1999, 1, 1))
    page = page_of(aisha, reverse("casework:staff_claim", args=[his.reference]))
    assert "Jan Nowak" in page
    assert "3 May 1950" in page
    assert "Somebody Else" not in page
    his.refresh_from_db()
    assert "Somebody Else" not in text_of(PdfReader(io.BytesIO(claim_pdf(his, "en-gb"))))


def test_whose_it_was_cannot_be_changed_afterwards(maria):
    claim = sent_as(maria, "Maria Nowak")
    for change in (
        {"name": "X"},
        {"born_on": dt.date(2000, 1, 1)},
        {"email": "x@example.org"},
        {"phone": "+441"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Submission.objects.filter(claim=claim).update(**change)


def test_a_record_says_what_it_holds(maria):
    draft, sent = begun(maria, "Maria Nowak"), sent_as(maria, "Maria Nowak", email="Maria@Example.org")
    Resident.objects.filter(pk=maria.resident.pk).update(email="later@example.org", phone="+447700900999")
    first, second = sorted(held_in(Resident.objects.get(pk=maria.resident.pk)), key=lambda held: held.began_at)
    assert (first.sent_at, second.sent_at) == (None, sent.submitted_at)
    assert first.began_at == draft.started_at
    assert first.contacts == {"later@example.org", "+447700900999"}
    assert second.contacts == {"maria@example.org"}
    assert sent_with(["maria@example.org"]) == {maria.resident.pk}
    assert sent_with(["later@example.org"]) == set()
