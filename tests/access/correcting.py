"""What is behind addresses of corrections."""

from __future__ import annotations

from accounts.actors import Actor
from claims.models import Claim
from tests.claims.correcting.asking import ask


def correcting_things(advisor: Actor, sent: Claim) -> dict[str, list[str]]:
    """By the words of the table: what the claimant is asked, and what an advisor corrects for them."""
    asked = ask(sent, advisor, "story")
    officers = ask(sent, advisor, "story", whose="officer", due_on=None)
    return {
        "sent ask": [str(sent.public_id), str(asked.public_id)],
        "reference ask": [sent.reference, str(asked.public_id)],
        "reference officer ask": [sent.reference, str(officers.public_id)],
    }
