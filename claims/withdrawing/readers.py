"""Whether a claim is withdrawn, and by whom."""

from __future__ import annotations

import uuid

from django.http import Http404

from accounts.actors import Actor
from claims.models import Claim, Withdrawal
from claims.readers.claims import own_claim_for


def own_sent_claim(actor: Actor, public_id: str | uuid.UUID) -> Claim:
    """A sent claim of the actor's own, or 404: nobody else withdraws it."""
    claim = own_claim_for(actor, public_id)
    if claim.is_draft:
        raise Http404
    return claim


def standing_withdrawal(claim: Claim) -> Withdrawal | None:
    """The withdrawal of a claim that nobody took back, or None."""
    return claim.withdrawals.filter(undone_at__isnull=True).select_related("status_before").first()
