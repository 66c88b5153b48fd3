"""Whose letters are posted and where to, printed together, and what becomes of each."""

import copy
import io
import re

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from accounts.models import AuditEvent, Resident
from casework.deciding.actions.deciding import reopen
from casework.deciding.rules.gates import Proposal
from casework.models import PostalLetter
from casework.posting.actions import record_posted, record_told
from casework.posting.readers import waiting_letters
from formspec.rules.compile import compile_form
from tests.casework.deciding.cases import again, decide, let_it_go
from tests.claims.sent import SOURCE, sent_claim
from tests.people import browser_of

State, Why = PostalLetter.State, PostalLetter.Why
STOPPED = Proposal("withdrawn")
HOME = {"line1": "4 Mill Lane", "line2": "", "town": "Calderbrook", "county": "", "postcode": "cb1 2ab", "country": ""}


def spec_with_address():
    source = copy.deepcopy(SOURCE)
    address = {"key": "home_address", "label": "Where do you live?", "type": "address", "fact": "address.current",
               "required": False}  # fmt: skip
    source["sections"][0]["questions"].append(address)
    return compile_form(source, guidance={})


def letter_sent(resident, officer, *, address=HOME, **of_resident):
    """A decision whose letter went, of somebody of whom this is known."""
    given = {"home_address": address} if address else {}
    claim = sent_claim(resident, spec=spec_with_address(), **given)
    Resident.objects.filter(pk=claim.resident_id).update(**of_resident)
    claim.resident.refresh_from_db()
    decision = decide(claim, officer, STOPPED)
    assert let_it_go(decision)
    return again(decision)


def by_post(resident, officer, **more):
    return letter_sent(resident, officer, contact_by=["post"], **more)


def pages_of(content):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_whoever_asked_for_letters_has_theirs_with_the_address_in_the_window(alice, aisha):
    decision = by_post(alice, aisha)
    assert (decision.post.why, decision.post.state) == (Why.ASKED, State.TO_POST)
    assert decision.post.address == "Gŵyneth Tŷ-Ŵyn\n4 Mill Lane\nCalderbrook\nCB1 2AB"
    first = pages_of(decision.pdf.content)[0]
    assert re.search(r"4 Mill Lane\s+Calderbrook\s+CB1 2AB", first)
    assert first.index("CB1 2AB") < first.index(decision.letter["title"][:20])


@pytest.mark.parametrize(
    ("of_resident", "address", "state"),
    [
        ({"contact_by": ["email"]}, HOME, None),
        ({}, HOME, None),
        ({"contact_by": ["post", "email"]}, HOME, State.TO_POST),
        ({"contact_by": ["post"]}, None, State.NO_ADDRESS),
        ({"contact_by": ["post"]}, {**HOME, "line1": "No fixed address", "town": "", "postcode": ""}, State.NO_ADDRESS),
        ({"contact_by": ["post"], "safe_to_contact": False}, HOME, State.NOT_SAFE),
        ({"user": None, "email": "", "phone": ""}, HOME, State.TO_POST),
        ({"user": None, "email": "alice@example.org", "bounced": ["alice@example.org"]}, HOME, State.TO_POST),
        ({"user": None, "email": "", "phone": "", "safe_to_contact": False}, HOME, State.NOT_SAFE),
    ],
)
def test_who_is_written_to_and_who_never(alice, aisha, of_resident, address, state):
    decision = letter_sent(alice, aisha, address=address, **of_resident)
    post = PostalLetter.objects.filter(decision=decision).first()
    assert (post.state if post else None) == state
    if state != State.TO_POST:
        assert not post or post.address == ""
        assert "Mill Lane" not in "".join(pages_of(decision.pdf.content))


def test_letters_are_printed_together_each_on_the_front_of_a_sheet_and_ticked_off(alice, bob, aisha):
    decisions = [by_post(alice, aisha), by_post(bob, aisha)]
    browser = browser_of(aisha)
    page = browser.get(reverse("casework:letters_to_post")).content.decode()
    assert page.index(decisions[0].claim.reference) < page.index(decisions[1].claim.reference)
    link = re.search(r'href="(/staff/letters/print/\d+/)"', page)[1]
    printed = browser.get(link)
    pages = pages_of(printed.content)
    starts = [number for number, text in enumerate(pages) if "4 Mill Lane" in text]
    assert len(starts) == 2
    assert all(number % 2 == 0 for number in starts)
    assert len(pages) % 2 == 0
    assert AuditEvent.objects.filter(code="claims.letter.printed").count() == 2
    # Printing ends nothing; a letter that came after the page was drawn is not in what it prints.
    assert [each.state for each in waiting_letters(aisha)] == [State.TO_POST] * 2
    by_post(alice, aisha)
    assert len(pages_of(browser.get(link).content)) == len(pages)
    ticked = [str(decision.post.public_id) for decision in decisions]
    assert browser.post(reverse("casework:letters_to_post"), {"letter": ticked}).status_code == 302
    assert [again(each).post.state for each in decisions] == [State.POSTED] * 2
    assert again(decisions[0]).post.settled_by == aisha.user
    assert AuditEvent.objects.filter(code="claims.letter.posted", resident=alice.resident).count() == 1
    assert len(waiting_letters(aisha)) == 1
    assert (
        "We also posted it to you"
        in browser_of(alice).get(reverse("claims:sent", args=[decisions[0].claim.public_id])).content.decode()
    )


def test_posted_twice_is_posted_once(alice, aisha):
    decision = by_post(alice, aisha)
    ids = [str(decision.post.public_id)]
    assert record_posted(public_ids=ids, by=aisha) == 1
    assert record_posted(public_ids=ids, by=aisha) == 0
    assert AuditEvent.objects.filter(code="claims.letter.posted").count() == 1


def test_nothing_ticked_says_so_and_saves_nothing(alice, aisha):
    decision = by_post(alice, aisha)
    answer = browser_of(aisha).post(reverse("casework:letters_to_post"), {})
    assert answer.status_code == 422
    assert 'href="#letter-1"' in answer.content.decode()
    assert again(decision).post.state == State.TO_POST


def test_where_nothing_can_be_posted_somebody_says_how_they_were_told(alice, aisha):
    decision = by_post(alice, aisha, safe_to_contact=False)
    browser, url = browser_of(aisha), reverse("casework:told_otherwise", args=[decision.post.public_id])
    assert decision.claim.reference in browser.get(reverse("casework:letters_to_post")).content.decode()
    empty = browser.post(url, {"because": " "})
    assert empty.status_code == 422
    assert "Say how they were told" in empty.content.decode()
    assert browser.post(url, {"because": "By phone, safe words given."}).status_code == 302
    assert again(decision).post.because == "By phone, safe words given."
    assert browser.get(url).status_code == 404


def test_a_letter_that_another_replaces_is_not_posted(alice, aisha):
    decision = by_post(alice, aisha)
    version = decision.version
    reopen(reference=decision.claim.reference, public_id=decision.public_id, version=version, why="New facts", by=aisha)
    assert waiting_letters(aisha) == []
    with pytest.raises(Http404):
        record_told(public_id=decision.post.public_id, because="x", by=aisha)


def test_admins_and_residents_post_nothing(alice, aisha, omar):
    decision = by_post(alice, aisha)
    for act in (
        lambda by: record_posted(public_ids=[str(decision.post.public_id)], by=by),
        lambda by: record_told(public_id=decision.post.public_id, because="x", by=by),
        waiting_letters,
    ):
        with pytest.raises(PermissionDenied):
            act(omar)
        with pytest.raises(Http404):
            act(alice)
    assert again(decision).post.state == State.TO_POST


def test_the_list_asks_no_more_for_many_letters(alice, aisha, django_assert_max_num_queries):
    for _number in range(3):
        by_post(alice, aisha)
    browser = browser_of(aisha)
    browser.get(reverse("casework:letters_to_post"))
    with django_assert_max_num_queries(12):
        browser.get(reverse("casework:letters_to_post"))


def test_the_database_wants_an_address_and_who_settled_it(alice, aisha):
    post = by_post(alice, aisha).post
    for wrong in ({"address": ""}, {"state": State.POSTED}, {"state": State.TOLD, "settled_by": aisha.user}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PostalLetter.objects.filter(pk=post.pk).update(**wrong)
