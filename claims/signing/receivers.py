"""When a partner's signature is asked for, asked for again, and not any more."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.actors import Actor
from claims.models import Claim
from claims.signals import claim_corrected, claim_restored, claim_submitted, claim_withdrawn
from claims.signing.actions.asking import end_signature, keep_signature


@receiver([claim_submitted, claim_corrected, claim_restored])
def ask_for_signature(sender, claim: Claim, by: Actor, **kwargs):
    """What the answers say of a partner may be new."""
    keep_signature(claim, by=by)


@receiver(claim_withdrawn)
def stop_asking(sender, claim: Claim, **kwargs):
    """Nobody signs what does not go on."""
    end_signature(claim)
