"""A claim that is sent, corrected, reviewed or decided is due for the council's own systems, in its transaction."""

from __future__ import annotations

from django.dispatch import receiver

from casework.handover.actions.queueing import leave_changes, leave_deliveries
from casework.models import Decision, Delivery
from casework.signals import decision_sent
from claims.models import AwardReview, Claim, Correction, Withdrawal
from claims.signals import claim_corrected, claim_restored, claim_submitted, claim_withdrawn, review_ended


@receiver(claim_submitted)
def hand_over_sent_claim(sender, claim: Claim, **kwargs):
    """A claim was sent."""
    leave_deliveries(claim=claim)


@receiver(claim_corrected)
def hand_over_correction(sender, claim: Claim, correction: Correction, **kwargs):
    """Whoever has the claim has to hear what is right."""
    leave_changes(claim=claim, event=Delivery.Event.CORRECTED, correction=correction)


@receiver(claim_withdrawn)
def hand_over_withdrawal(sender, claim: Claim, withdrawal: Withdrawal, **kwargs):
    """Nobody should work on it over there either."""
    leave_changes(claim=claim, event=Delivery.Event.WITHDRAWN, withdrawal=withdrawal)


@receiver(claim_restored)
def hand_over_return(sender, claim: Claim, withdrawal: Withdrawal, **kwargs):
    """It goes on there too."""
    leave_changes(claim=claim, event=Delivery.Event.RESTORED, withdrawal=withdrawal)


@receiver(review_ended)
def hand_over_review(sender, claim: Claim, review: AwardReview, **kwargs):
    """What is held is still right, or was changed, or is not asked any more. A withdrawal tells of itself."""
    if review.outcome != AwardReview.Outcome.WITHDRAWN:
        leave_changes(claim=claim, event=Delivery.Event.REVIEWED, review=review)


@receiver(decision_sent)
def hand_over_decision(sender, claim: Claim, decision: Decision, **kwargs):
    """The letter of a decision went."""
    leave_deliveries(claim=claim, decision=decision)
