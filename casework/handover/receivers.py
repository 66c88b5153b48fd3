"""A claim that is sent, corrected or decided is due for the council's own systems, in the same transaction."""

from __future__ import annotations

from django.dispatch import receiver

from casework.handover.actions.queueing import leave_corrections, leave_deliveries
from casework.models import Decision
from casework.signals import decision_sent
from claims.models import Claim, Correction
from claims.signals import claim_corrected, claim_submitted


@receiver(claim_submitted)
def hand_over_sent_claim(sender, claim: Claim, **kwargs):
    """A claim was sent."""
    leave_deliveries(claim=claim)


@receiver(claim_corrected)
def hand_over_correction(sender, claim: Claim, correction: Correction, **kwargs):
    """Whoever has the claim has to hear what is right."""
    leave_corrections(claim=claim, correction=correction)


@receiver(decision_sent)
def hand_over_decision(sender, claim: Claim, decision: Decision, **kwargs):
    """The letter of a decision went."""
    leave_deliveries(claim=claim, decision=decision)
