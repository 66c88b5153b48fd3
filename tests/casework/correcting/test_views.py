"""The desk's side of corrections: picked, seen first, sent once; corrected for the claimant; taken back."""

import datetime as dt
import html
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from casework.correcting.actions import ClaimMoved, TooManyAsks, ask_for_correction, cancel_ask
from casework.handover.readers.payload import claim_document
from casework.models import Delivery, Destination
from claims.correcting.rules import MOST_OPEN
from claims.models import Claim, Correction, CorrectionAsk
from claims.readers.answer_store import sent_values
from core.tenancy import council_scope
from notifications.models import Message
from notifications.texts import render_message
from tests.claims.correcting.asking import WORDS, ask, send, wanted
from tests.claims.correcting.test_views import boxes, text_of
from tests.claims.sent import sent_claim
from tests.people import browser_of, make_staff

DAY = ("due_on-day", "due_on-month", "due_on-year")


@pytest.fixture
def claim(alice):
    return sent_claim(alice)


def page_of(claim, more: str = "") -> str:
    return f"/staff/claims/{claim.reference}/{more}"


def picked(claim, **more):
    day = timezone.localdate() + dt.timedelta(days=14)
    given = {
        "keys": ["has_pets"], "reason": "wrong", "words": WORDS, "whose": "claimant", "asked_with": str(uuid.uuid4()),
        "based_on": "0", "due_on-day": day.day, "due_on-month": day.month, "due_on-year": day.year,
    }  # fmt: skip
    return given | more


@pytest.mark.slow
def test_an_officer_picks_answers_sees_what_the_claimant_reads_and_asks(alice, aisha, claim):
    browser, address = browser_of(aisha), page_of(claim, "corrections/ask/")
    assert "Have an answer corrected" in text_of(browser.get(page_of(claim)))
    page = text_of(browser.get(address))
    assert 'id="keys-has_pets"' in page
    for key in ("photo", "declaration", "signed_name"):
        assert f'id="keys-{key}"' not in page
    preview = text_of(browser.post(address, picked(claim)))
    assert "This is what the claimant will read" in preview
    assert not CorrectionAsk.objects.exists()
    for _ in range(2):
        said = picked(claim, confirm="1", asked_with="7b1d9a7e-4f0a-4a65-9f0a-1d2c3b4a5e6f")
        assert browser.post(address, said).status_code == 302
    asked = CorrectionAsk.objects.get()
    assert (asked.keys, asked.words, asked.asked_by) == (["has_pets"], WORDS, aisha.user)
    message = Message.objects.filter(template="correction_asked").first()
    body = render_message(message, alice.council).body
    assert claim.reference in body
    assert "pets" not in body
    assert WORDS not in body
    assert "Waiting for the claimant: a correction by" in text_of(browser.get(page_of(claim)))
    assert "Waiting for a correction" in text_of(browser.get("/staff/claims/?stage=all"))
    send(asked, alice, {"has_pets": "no"})
    assert "Waiting for a correction" not in text_of(browser.get("/staff/claims/?stage=all"))
    page = text_of(browser.get(page_of(claim)))
    for words in ("Sent first: Yes", "Before: Yes", "Answers that were corrected", "Corrected, since"):
        assert words in page


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"keys": []}, "Tick at least one answer"),
        ({"keys": ["photo"]}, "Tick at least one answer"),
        ({"words": " "}, "Write it in your own words"),
        ({"reason": "other"}, "Select a valid choice"),
        ({"due_on-year": "2020"}, "The day must not be in the past"),
    ],
)
def test_what_cannot_be_asked_is_kept_and_says_why(aisha, claim, more, words):
    response = browser_of(aisha).post(page_of(claim, "corrections/ask/"), picked(claim, **more))
    assert response.status_code == 422
    assert words in html.unescape(response.content.decode())
    assert not CorrectionAsk.objects.exists()


@pytest.mark.slow
def test_an_officer_corrects_for_the_claimant_who_sees_why(alice, aisha, claim):
    browser, address = browser_of(aisha), page_of(claim, "corrections/ask/")
    said = picked(claim, whose="officer", words="She phoned: the cat is gone.", **dict.fromkeys(DAY, ""))
    answer = browser.post(address, said)
    edit = answer["Location"]
    page = text_of(browser.get(edit))
    answer = browser.post(edit, boxes(page) | {"has_pets": "no"})
    page = text_of(browser.get(answer["Location"]))
    answer = browser.post(answer["Location"], boxes(page))
    assert answer["Location"] == page_of(claim)
    assert sent_values(Claim.objects.get(pk=claim.pk))["has_pets"] == "no"
    assert "Sent first: Yes" in text_of(browser.get(page_of(claim)))
    mine = text_of(browser_of(alice).get(f"/claims/{claim.public_id}/corrections/"))
    assert "We changed answers on" in mine
    assert "Because: She phoned: the cat is gone." in mine
    assert not claim.acts.exists()
    assert not Message.objects.filter(template="correction_asked").exists()


def test_another_officer_does_not_go_on_with_it_and_the_claimant_does_not_see_it(alice, aisha, claim):
    asked = ask(claim, aisha, "has_pets", whose="officer", due_on=None)
    ben = make_staff(aisha.council, "Ben Ode", "ben@calderbrook.example", "advisor")
    assert browser_of(ben).get(page_of(claim, f"corrections/{asked.public_id}/")).status_code == 404
    assert browser_of(alice).get(f"/claims/{claim.public_id}/corrections/{asked.public_id}/").status_code == 404
    assert WORDS not in text_of(browser_of(alice).get(f"/claims/{claim.public_id}/corrections/"))


def test_asking_wants_the_claim_as_it_is_and_somebody_who_may(alice, bob, aisha, omar, southmere, claim):
    old = wanted(claim, "has_pets")
    send(ask(claim, aisha, "story"), alice, {"story": "A word"})
    with pytest.raises(ClaimMoved):
        ask_for_correction(reference=claim.reference, wanted=old, by=aisha)
    with pytest.raises(PermissionDenied):
        ask(claim, omar, "has_pets")
    for actor in (alice, bob):
        with pytest.raises(Http404):
            ask(claim, actor, "has_pets")
    for key in ("photo", "signed_name", "nothing"):
        with pytest.raises(Http404):
            ask(claim, aisha, key)
    tom = make_staff(southmere, "Tom Ellery", "tom@southmere.example", "advisor")
    with council_scope(southmere.pk), pytest.raises(Http404):
        ask_for_correction(reference=claim.reference, wanted=old, by=tom)


def test_not_more_waits_for_the_claimant_than_anybody_can_see_through(aisha, claim):
    for _ in range(MOST_OPEN):
        ask(claim, aisha, "story")
    with pytest.raises(TooManyAsks):
        ask(claim, aisha, "story")
    ask(claim, aisha, "story", whose="officer", due_on=None)


def test_what_is_taken_back_keeps_its_words_and_the_claimant_reads_that_it_is_over(alice, aisha, claim):
    asked, browser = ask(claim, aisha, "has_pets"), browser_of(aisha)
    address = page_of(claim, f"corrections/{asked.public_id}/cancel/")
    assert "Take back what you asked?" in text_of(browser.get(address))
    for _ in range(2):
        browser.post(address, {"_sure": "yes"})
    asked.refresh_from_db()
    assert (asked.words, asked.cancelled_by_label, asked.is_open) == (WORDS, aisha.label, False)
    assert Claim.objects.get(pk=claim.pk).asked_to_correct == 0
    late = browser_of(alice).post(
        f"/claims/{claim.public_id}/corrections/{asked.public_id}/",
        {"_revision": "0", "_base-has_pets": "0", "has_pets": "no"},
    )
    assert late.status_code == 409
    assert "The council does not need this any more." in text_of(late)
    sent = ask(claim, aisha, "story")
    send(sent, alice, {"story": "A word"})
    with pytest.raises(ClaimMoved):
        cancel_ask(reference=claim.reference, ask_id=sent.public_id, by=aisha)


def test_whoever_has_the_claim_is_handed_the_correction_too(alice, aisha):
    to = Destination.objects.create(name="Back office", url="https://desk.example/", forms=["full-form"])
    claim = sent_claim(alice)
    correction = send(ask(claim, aisha, "has_pets"), alice, {"has_pets": "no"})
    made = Delivery.objects.get(destination=to, event=Delivery.Event.CORRECTED)
    assert (made.claim, made.correction) == (claim, correction)
    told = claim_document(Claim.objects.select_related("submission").get(pk=claim.pk), decision=None, with_hidden=False)
    assert next(each for each in told["answers"] if each["key"] == "has_pets")["value"] == "no"
    assert [each["key"] for each in told["first_answers"]] == ["has_pets", "pets"]
    assert [(each["by"], each["keys"]) for each in told["corrections"]] == [("claimant", ["has_pets", "pets"])]
    assert Correction.objects.count() == 1
