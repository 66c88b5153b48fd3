"""The review of a claim that waits for its claimant, and those that there were."""

from __future__ import annotations

import uuid

from accounts.actors import Actor
from claims.changing.readers import own_sent_claim
from claims.models import AwardReview, Claim


def open_review(claim: Claim) -> AwardReview | None:
    """The review that waits for the claimant, or None. No query where none does."""
    if claim.review_until is None:
        return None
    return AwardReview.objects.filter(claim=claim, outcome=AwardReview.Outcome.OPEN).first()


def reviews_of(claim: Claim) -> list[AwardReview]:
    """All reviews of a claim, newest first."""
    return list(AwardReview.objects.filter(claim=claim).select_related("change").order_by("-asked_at", "-pk"))


def own_claim_in_review(actor: Actor, public_id: str | uuid.UUID) -> tuple[Claim, AwardReview | None]:
    """A sent claim in the actor's own record with its latest review, open or ended; None: there was none. Or 404."""
    claim = own_sent_claim(actor, public_id)
    return claim, AwardReview.objects.filter(claim=claim).order_by("-asked_at", "-pk").first()
