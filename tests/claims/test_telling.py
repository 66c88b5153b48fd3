"""What is told of a sent claim goes to the contacts in it, by the ways and the safety that its sender said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.actors import Actor
from casework.actions.progress import change_status
from casework.readers.claims import latest_change
from claims.models import Claim, ClaimStatus
from notifications.actions import send_due_messages
from notifications.models import Message
from notifications.readers import mailbox
from tests.claims.reached import sent_as

MISTYPED, RIGHT = "anna@exmaple.org", "anna@example.org"


def told(claim: Claim, by: Actor) -> list[str]:
    """Whom each message about this claim went to."""
    send_due_messages(limit=100, by=by)
    return sorted((letter.to for letter in mailbox() if claim.reference in letter.text), reverse=True)


@pytest.fixture
def again(visitor):
    """Somebody without an account who sent a form with a mistyped address; as they are when they send the next."""
    return replace(visitor, resident=sent_as(visitor, email=MISTYPED).resident)


def test_a_second_form_is_told_of_at_the_address_in_it(again, aisha):
    claim = sent_as(again, email=RIGHT, phone="07700 900456")
    assert told(claim, again) == [RIGHT, "+447700900456"]
    other = ClaimStatus.objects.exclude(pk=claim.status_id).first()
    change_status(
        reference=claim.reference, status=other.code, message="", based_on=latest_change(claim).pk, by=aisha
    )  # fmt: skip
    assert told(claim, again) == [RIGHT, RIGHT, "+447700900456", "+447700900456"]
    assert Message.objects.filter(channel="in_app", context__reference=claim.reference).count() == 2


def test_it_is_told_only_by_the_ways_asked_for(again):
    claim = sent_as(again, email=RIGHT, phone="07700 900456", ways=["sms"])
    assert told(claim, again) == ["+447700900456"]


def test_a_landline_in_it_gets_no_text(again):
    assert told(sent_as(again, email=RIGHT, phone="01632 960 001"), again) == [RIGHT]


def test_nothing_leaves_where_somebody_said_that_it_is_not_safe(again):
    assert told(sent_as(again, email=RIGHT, safe="no"), again) == []


def test_of_an_account_it_is_told_at_what_was_proven(alice):
    assert told(sent_as(alice, "Alice Ashworth", email="other@example.org"), alice) == ["alice@example.org"]
