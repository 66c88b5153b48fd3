"""Staff write down that a claimant withdrew, and have the claim go on; a decision stands in the way."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from casework.models import Decision, Delivery, Destination
from casework.readers.claims import statuses_by_hand
from casework.withdrawing.actions import restore_for_claimant, withdraw_for_claimant
from claims.models import Claim, ClaimStatus, Withdrawal
from claims.withdrawing.actions import IsDecided, withdraw_own_claim
from tests.claims.sent import sent_claim
from tests.claims.withdrawing.test_views import text_of
from tests.people import browser_of

HOW = "She phoned and asked for it."


@pytest.fixture
def claim(alice):
    return sent_claim(alice)


def page_of(claim) -> str:
    return f"/staff/claims/{claim.reference}/"


def withdraw_page(claim) -> str:
    return f"/staff/claims/{claim.reference}/withdraw/"


def back_page(claim) -> str:
    return f"/staff/claims/{claim.reference}/withdraw/back/"


@pytest.mark.slow
def test_what_was_asked_for_by_phone_is_written_down_and_taken_back(alice, aisha):
    to = Destination.objects.create(name="Back office", url="https://desk.example/", forms=["full-form"])
    claim, browser = sent_claim(alice), browser_of(aisha)
    assert "The claimant withdraws it" in text_of(browser.get(page_of(claim)))
    assert browser.post(withdraw_page(claim), {"based_on": claim.status_id}).status_code == 422
    for _ in range(2):
        browser.post(withdraw_page(claim), {"because": HOW, "based_on": claim.status_id})
    made = Withdrawal.objects.get()
    assert (made.because, made.by_officer, made.by_label) == (HOW, True, aisha.label)
    assert not claim.acts.exists()
    page = text_of(browser.get(page_of(claim)))
    assert HOW in page
    assert f"by {aisha.label} for the claimant" in page
    assert "Have this claim go on?" in text_of(browser.get(back_page(claim)))
    browser.post(back_page(claim), {"_sure": "yes"})
    assert Claim.objects.get(pk=claim.pk).status.code == "new"
    told = Delivery.objects.filter(destination=to).order_by("pk").values_list("event", flat=True)
    assert list(told) == ["claim.sent", "claim.withdrawn", "claim.restored"]


def test_a_stale_page_withdraws_nothing_and_keeps_the_words(aisha, claim):
    seen = claim.status_id
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.objects.get(code="in-progress"))
    stale = browser_of(aisha).post(withdraw_page(claim), {"because": HOW, "based_on": seen})
    assert stale.status_code == 409
    assert HOW in text_of(stale)
    assert not Withdrawal.objects.exists()


def test_while_a_decision_stands_nobody_withdraws(alice, aisha, claim):
    decided = {"claim": claim, "outcome": "awarded", "letter": {}, "language": "en-gb", "letter_sha256": "0",
               "made_by": aisha.user, "made_by_label": "Aisha", "made_at": claim.submitted_at}  # fmt: skip
    Decision.objects.create(state="waiting", **decided)
    with pytest.raises(IsDecided):
        withdraw_own_claim(public_id=claim.public_id, because="", by=alice)
    late = browser_of(aisha).post(withdraw_page(claim), {"because": HOW, "based_on": claim.status_id})
    assert late.status_code == 409
    assert "A decision stands" in text_of(late)


def test_nobody_without_leave_does_either(alice, omar, claim):
    for act in (
        lambda by: withdraw_for_claimant(reference=claim.reference, because=HOW, based_on=claim.status_id, by=by),
        lambda by: restore_for_claimant(reference=claim.reference, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act(omar)
        with pytest.raises(Http404):
            act(alice)


def test_nobody_picks_the_status_by_hand(alice, claim):
    withdraw_own_claim(public_id=claim.public_id, because="", by=alice)
    assert "withdrawn" not in [each.code for each in statuses_by_hand(claim)]
