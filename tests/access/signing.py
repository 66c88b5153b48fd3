"""What is behind addresses of partners' signatures."""

from __future__ import annotations

from accounts.actors import Actor
from claims.signing.actions.asking import show_link
from tests.claims.signing.asking import claim_with_partner


def signing_things(owner: Actor) -> dict[str, list[str]]:
    """By the words of the table: a claim of the owner's that waits for a partner, and the link on its screen."""
    claim = claim_with_partner(owner)
    token = show_link(public_id=claim.public_id, by=owner).rstrip("/").rpartition("/")[2]
    return {
        "sent signature": [str(claim.public_id)],
        "signing token": [token],
        "reference signature": [claim.reference],
    }
