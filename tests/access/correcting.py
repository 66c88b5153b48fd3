"""What is behind addresses of corrections and reviews."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from claims.models import Claim
from claims.reviewing.actions import begin_review
from tests.claims.correcting.asking import ask


def correcting_things(advisor: Actor, sent: Claim) -> dict[str, list[str]]:
    """By the words of the table: what the claimant is asked, and what an advisor corrects for them."""
    open_review(sent, advisor)
    asked = ask(sent, advisor, "story")
    officers = ask(sent, advisor, "story", whose="officer", due_on=None)
    return {
        "sent ask": [str(sent.public_id), str(asked.public_id)],
        "reference ask": [sent.reference, str(asked.public_id)],
        "reference officer ask": [sent.reference, str(officers.public_id)],
    }


def open_review(sent: Claim, advisor: Actor) -> None:
    """A review that waits for the claimant. No award stands on the claim, so its page would not begin one."""
    last_day = timezone.localdate() + dt.timedelta(days=28)
    begin_review(sent, because="Once a year.", last_day=last_day, asked_with=uuid.uuid4(), by=advisor)
