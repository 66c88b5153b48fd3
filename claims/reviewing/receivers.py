"""What ends a review by itself."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.actors import Actor
from claims.models import Claim
from claims.reviewing.actions import end_by_form, end_by_withdrawal, hold_reviewed
from claims.signals import claim_sending, claim_submitted, claim_withdrawn


@receiver(claim_sending)
def hold_what_is_answered(sender, claim: Claim, **kwargs):
    """The claim that is reviewed is locked before the trail is: an officer locks them in that order."""
    hold_reviewed(claim)


@receiver(claim_submitted)
def answer_review(sender, claim: Claim, by: Actor, **kwargs):
    """A change that was told, or a form that names the review's reference, answers it."""
    end_by_form(claim, by=by)


@receiver(claim_withdrawn)
def stop_review(sender, claim: Claim, by: Actor, **kwargs):
    """What does not go on is not reviewed."""
    end_by_withdrawal(claim, by=by)
