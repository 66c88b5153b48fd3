"""What an open ask does around it: the clocks stand still, the page of the decision warns, the timeline keeps it."""

import pytest

from casework.clocks.readers.waits import waits_of
from casework.models import DueDayWork
from casework.readers.corrections import signature_events
from casework.readers.timeline import timeline_of
from claims.models import Claim, CorrectionAsk
from claims.withdrawing.actions import restore_own_claim, withdraw_own_claim
from tests.casework.correcting.test_views import page_of
from tests.claims.correcting.asking import ask, save, send
from tests.claims.correcting.test_views import text_of
from tests.claims.sent import sent_claim
from tests.claims.signing.asking import claim_with_partner
from tests.people import browser_of

WAITS = "A correction was asked for"
WARNS = "has not done it. If you decide now"


@pytest.fixture
def claim(alice):
    return sent_claim(alice)


def waits(claim) -> list[bool]:
    """Of each time that a correction was waited for, whether it is over."""
    now = Claim.objects.get(pk=claim.pk)
    return [each.last is not None for each in waits_of(now) if each.about == WAITS]


def titles(claim) -> list[str]:
    return [event["title"] for event in timeline_of(Claim.objects.get(pk=claim.pk))]


def test_while_the_claimant_is_asked_the_clocks_stand_still_and_the_decision_warns(alice, aisha, claim):
    DueDayWork.objects.all().delete()
    asked = ask(claim, aisha, "story")
    assert waits(claim) == [False]
    assert DueDayWork.objects.filter(claim=claim).exists()
    assert WARNS in text_of(browser_of(aisha).get(page_of(claim, "decide/")))
    DueDayWork.objects.all().delete()
    send(asked, alice, {"story": "A word"})
    assert waits(claim) == [True]
    assert DueDayWork.objects.filter(claim=claim).exists()
    assert WARNS not in text_of(browser_of(aisha).get(page_of(claim, "decide/")))
    assert {"Asked the claimant for a correction", "Answers corrected"} <= set(titles(claim))


@pytest.mark.slow
def test_what_an_officer_began_is_taken_back_and_nobody_was_waited_for(alice, aisha, claim):
    begun = ask(claim, aisha, "story", whose="officer", due_on=None)
    save(begun, aisha, {"story": "Half a wo"})
    assert waits(claim) == []
    browser, cancel = browser_of(aisha), page_of(claim, f"corrections/{begun.public_id}/cancel/")
    assert "began a correction on" in text_of(browser.get(page_of(claim)))
    assert "Nothing of it is saved in the claim." in text_of(browser.get(cancel))
    browser.post(cancel, {"_sure": "yes"})
    begun = CorrectionAsk.objects.get(pk=begun.pk)
    assert (begun.is_open, begun.secret, begun.cancelled_by_label) == (False, None, aisha.label)
    assert Claim.objects.get(pk=claim.pk).asked_to_correct == 0
    assert browser.post(page_of(claim, f"corrections/{begun.public_id}/check/"), {"_revision": "1"}).status_code == 409
    assert {"Began a correction for the claimant", "Correction taken back"} <= set(titles(claim))


def test_withdrawing_and_signatures_are_in_the_timeline(alice, claim):
    withdraw_own_claim(public_id=claim.public_id, because="I moved.", by=alice)
    restore_own_claim(public_id=claim.public_id, by=alice)
    assert {"Withdrawn", "Goes on after all"} <= set(titles(claim))
    unsafe, safe = claim_with_partner(alice, left_home="yes"), claim_with_partner(alice)
    assert [each["title"] for each in signature_events(unsafe)] == ["Not safe to ask the partner"]
    assert [each["title"] for each in signature_events(safe)] == ["The partner’s signature is wanted"]
