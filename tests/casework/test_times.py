"""When a claim was first dealt with and when it was done, whoever does it."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.permissions import Role
from casework.actions.owning import put_claim_back, take_claim
from casework.actions.progress import record_opening
from casework.models import ClaimTimes
from casework.readers.owning import current_assignment
from claims.models import ThreadMessage
from claims.thread.actions.writing import Words, write_to_claimant
from tests.casework.test_claims import move, sent_by
from tests.people import make_staff


@pytest.fixture
def claim(calderbrook):
    return sent_by(calderbrook, "Rhian Oakley")


def times() -> list[tuple[bool, bool]]:
    """Whether claims are dealt with, and done."""
    return [(True, each.done_at is not None) for each in ClaimTimes.objects.order_by("pk")]


def test_a_claim_that_was_sent_and_looked_at_is_dealt_with_by_nobody(claim, aisha):
    record_opening(claim=claim, by=aisha)
    assert times() == []


def test_whoever_takes_it_first_deals_with_it_and_putting_it_back_changes_nothing(claim, aisha, calderbrook):
    take_claim(reference=claim.reference, based_on=0, by=aisha)
    first = ClaimTimes.objects.get().touched_at
    put_claim_back(reference=claim.reference, note="", based_on=current_assignment(claim).pk, by=aisha)
    ben = make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)
    take_claim(reference=claim.reference, based_on=current_assignment(claim).pk, by=ben)
    assert ClaimTimes.objects.get().touched_at == first
    assert times() == [(True, False)]


def test_writing_to_the_claimant_deals_with_it_and_what_the_claimant_writes_does_not(claim, aisha):
    ThreadMessage.objects.create(
        claim=claim, client_id=uuid4(), direction=ThreadMessage.Direction.FROM_CLAIMANT, secret=b"",
        written_at=timezone.now(), send_after=timezone.now(),
    )  # fmt: skip
    assert times() == []
    write_to_claimant(claim, Words("Hello", "en-gb", uuid4()), by=aisha)
    assert times() == [(True, False)]


def test_it_is_done_when_its_status_is_and_open_again_when_it_is_not(claim, aisha):
    move(claim, aisha, "in-progress")
    assert times() == [(True, False)]
    move(claim, aisha, "decided")
    assert times() == [(True, True)]
    move(claim, aisha, "new")
    assert times() == [(True, False)]
