"""News of accounts that the desk acts upon."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.actors import Actor
from accounts.models import Membership
from accounts.signals import work_changed
from casework.actions.leaving import hand_on_claims_of


@receiver(work_changed)
def hand_on_claims(sender, membership: Membership, by: Actor, **kwargs):
    """Somebody has left, or does other work: their claims go to their team."""
    hand_on_claims_of(membership=membership, by=by)
