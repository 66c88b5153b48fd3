"""A corrected name or date of birth heads everything from then on; what was sent stays beside it."""

from __future__ import annotations

import datetime as dt
import html
import io

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pypdf import PdfReader

from casework.deciding.readers.letters import letter_of
from casework.handover.readers.payload import claim_document
from casework.readers.work_list import WorkListFilter, work_list
from claims.documents import claim_pdf
from claims.models import Claim, Submission
from tests.casework.deciding.cases import AWARD, checked_claim, fresh
from tests.claims.correcting.asking import ask, send
from tests.claims.sent import sent_claim
from tests.people import browser_of

NEW = {"name": {"first": "Gwen", "last": "Lloyd"}, "dob": {"day": "4", "month": "6", "year": "1986"}}
SENT, NOW, BORN = "Gŵyneth Tŷ-Ŵyn", "Gwen Lloyd", dt.date(1986, 6, 4)


@pytest.fixture
def claim(alice, aisha) -> Claim:
    """Sent, and corrected."""
    made = checked_claim(alice)
    send(ask(made, aisha, "name", "dob"), alice, NEW)
    made.refresh_from_db()
    return Claim.objects.get(pk=made.pk)


def text_of(by, name: str, *args) -> str:
    return " ".join(html.unescape(browser_of(by).get(reverse(name, args=args)).content.decode()).split())


@pytest.mark.slow
def test_it_heads_the_list_the_search_the_claim_the_person_and_says_what_was_sent(aisha, claim):
    sent = claim.submission
    assert (sent.name, sent.born_on, sent.sent_name, sent.sent_born_on) == (NOW, BORN, SENT, dt.date(1985, 5, 3))
    for wanted in ({"name": "Gwen"}, {"born_on": BORN}, {"text": "Lloyd"}, {"text": "Gŵyneth"}, {"text": "4/6/1986"}):
        assert list(work_list(aisha, WorkListFilter(**wanted))) == [claim], wanted
    assert NOW in text_of(aisha, "casework:work_list")
    for name in ("casework:staff_claim", "casework:person"):
        page = text_of(aisha, name, claim.reference)
        assert f'<h1 class="govuk-heading-l">{NOW}</h1>' in page
        assert "4 June 1986" in page
        assert f"Sent as</dt><dd>{SENT} born 3 May 1985" in page


def test_letters_pdfs_and_what_is_handed_over_have_it_too(aisha, claim):
    letter = letter_of(fresh(claim, aisha), AWARD, aisha.council)
    assert NOW in str(letter.data)
    assert SENT not in str(letter.data)
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(claim_pdf(claim, "en-gb"))).pages)
    assert NOW in pdf
    assert "Sent as" in pdf
    told = claim_document(claim, decision=None, with_hidden=False)
    assert (told["claim"]["name"], told["claim"]["born_on"]) == (NOW, "1986-06-04")
    assert SENT in str(told), "what was said first is there as well"


def test_corrected_twice_it_still_says_what_was_sent(alice, aisha, claim):
    send(ask(claim, aisha, "name"), alice, {"name": {"first": "Gwen", "last": "Price"}})
    sent = Submission.objects.get(claim=claim)
    assert (sent.name, sent.sent_name, sent.born_on) == ("Gwen Price", SENT, BORN)


def test_what_was_sent_cannot_be_lost(alice, aisha, claim):
    lost = ({"sent_name": ""}, {"sent_name": "X"}, {"sent_born_on": None}, {"email": "x@example.org"})
    for change in lost:
        with pytest.raises(DatabaseError), transaction.atomic():
            Submission.objects.filter(claim=claim).update(**change)
    other = sent_claim(alice)
    send(ask(other, aisha, "story"), alice, {"story": "No."})
    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.filter(claim=other).update(name="X")
    assert Submission.objects.get(claim=other).sent_name == "", "another correction heads nothing"
