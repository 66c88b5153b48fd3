"""The claimant withdraws a sent claim: asked once, told, taken back in time; never when it is decided."""

import datetime as dt
import html

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent
from claims.models import Claim, ClaimStatus, ResidentAct, Withdrawal
from claims.withdrawing import actions
from claims.withdrawing.rules import UNDO_DAYS
from notifications.models import Message
from tests.claims.sent import full_draft, sent_claim
from tests.people import browser_of


@pytest.fixture
def claim(alice):
    return sent_claim(alice)


def page_of(claim, more: str = "") -> str:
    return f"/claims/{claim.public_id}/withdraw/{more}"


def text_of(response) -> str:
    return html.unescape(response.content.decode())


@pytest.mark.slow
def test_a_claim_is_withdrawn_once_and_goes_on_after_all_with_its_date(alice, claim):
    browser, sent_on = browser_of(alice), claim.submitted_at
    assert "Withdraw this claim" in text_of(browser.get(f"/claims/{claim.public_id}/sent/"))
    assert "the new claim has a later date" in text_of(browser.get(page_of(claim)))
    for _ in range(2):
        browser.post(page_of(claim), {"because": "I have moved away."})
    made = Withdrawal.objects.get()
    assert (made.because, made.by_officer, made.status_before.code) == ("I have moved away.", False, "new")
    claim.refresh_from_db()
    assert (claim.status.code, claim.status.stage) == ("withdrawn", "done")
    assert ResidentAct.objects.get(claim=claim, settled_at=None).kind == "withdrawal"
    assert Message.objects.filter(template="claim_withdrawn").exists()
    assert "This claim is withdrawn" in text_of(browser.get(page_of(claim)))
    assert "Have the claim go on after all" in text_of(browser.get(f"/claims/{claim.public_id}/sent/"))
    for _ in range(2):
        browser.post(page_of(claim, "back/"))
    claim.refresh_from_db()
    assert (claim.status.code, claim.submitted_at) == ("new", sent_on)
    codes = AuditEvent.objects.filter(subject=claim.reference, code__startswith="claims.claim.").order_by("pk")
    assert list(codes.values_list("code", flat=True))[-2:] == ["claims.claim.withdrawn", "claims.claim.restored"]
    browser.post(page_of(claim), {"because": ""})
    assert Withdrawal.objects.filter(undone_at=None).count() == 1


def test_after_a_while_the_claimant_has_to_ask(alice, claim):
    actions.withdraw_own_claim(public_id=claim.public_id, because="", by=alice)
    long_ago = timezone.now() - dt.timedelta(days=UNDO_DAYS, minutes=1)
    Withdrawal.objects.update(at=long_ago)
    late = browser_of(alice).post(page_of(claim, "back/"))
    assert late.status_code == 409
    assert "If you want it to go on, ask us." in text_of(late)
    assert Claim.objects.get(pk=claim.pk).status.code == "withdrawn"


def test_a_decided_claim_stays(alice, claim):
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.objects.get(code="decided"))
    assert "This claim cannot be withdrawn any more" in text_of(browser_of(alice).get(page_of(claim)))
    assert browser_of(alice).post(page_of(claim), {}).status_code == 409
    assert not Withdrawal.objects.exists()


def test_only_the_claimant_withdraws_and_only_what_was_sent(alice, bob, aisha, claim):
    for actor in (bob, aisha):
        with pytest.raises(Http404):
            actions.withdraw_own_claim(public_id=claim.public_id, because="", by=actor)
    with pytest.raises(Http404):
        actions.withdraw_own_claim(public_id=full_draft(alice).public_id, because="", by=alice)
    assert browser_of(alice).post(page_of(claim), {"because": "a" * 2000}).status_code == 422
    assert not Withdrawal.objects.exists()
