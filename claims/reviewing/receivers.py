"""What ends a review by itself."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.actors import Actor
from claims.models import Claim
from claims.reviewing.actions import end_by_change, end_by_withdrawal
from claims.signals import claim_submitted, claim_withdrawn


@receiver(claim_submitted)
def answer_review(sender, claim: Claim, by: Actor, **kwargs):
    """A change that was told answers the review of its claim."""
    if claim.follows_id is not None:
        end_by_change(claim, by=by)


@receiver(claim_withdrawn)
def stop_review(sender, claim: Claim, by: Actor, **kwargs):
    """What does not go on is not reviewed."""
    end_by_withdrawal(claim, by=by)
