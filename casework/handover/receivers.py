"""A claim that is sent or decided is due for the council's own systems, in the same transaction."""

from __future__ import annotations

from django.dispatch import receiver

from casework.handover.actions.queueing import leave_deliveries
from casework.models import Decision
from casework.signals import decision_sent
from claims.models import Claim
from claims.signals import claim_submitted


@receiver(claim_submitted)
def hand_over_sent_claim(sender, claim: Claim, **kwargs):
    """A claim was sent."""
    leave_deliveries(claim=claim)


@receiver(decision_sent)
def hand_over_decision(sender, claim: Claim, decision: Decision, **kwargs):
    """The letter of a decision went."""
    leave_deliveries(claim=claim, decision=decision)
