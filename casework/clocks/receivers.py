"""News of claims that may move the day by which they are due."""

from __future__ import annotations

from django.dispatch import receiver

from casework.clocks.actions.due_days import leave_due_day
from claims.models import Claim
from claims.signals import claim_changed, claim_submitted


@receiver([claim_submitted, claim_changed])
def work_out_due_day(sender, claim: Claim, **kwargs):
    """It was sent, or something happened to it."""
    leave_due_day(claim)
