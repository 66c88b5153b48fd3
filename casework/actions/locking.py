"""The row that acts on one claim wait for."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.readers.claims import sent_claims
from claims.models import Claim
from claims.signals import claim_changed


def locked_claim(reference: str, permission: Permission, by: Actor) -> Claim:
    """A sent claim of the actor's council, locked until the transaction ends. Locking it with CLAIM_PROGRESS counts as
    the first touch. Raises Http404, PermissionDenied.
    """
    require(by, permission)
    claim = sent_claims(by).select_for_update(of=("self",)).filter(reference=reference).first()
    if claim is None:
        raise Http404
    if claim.touched_at is None and permission == Permission.CLAIM_PROGRESS:
        # Somebody does something about it for the first time.
        claim.touched_at = timezone.now()
        claim.save(update_fields=["touched_at"])
        claim_changed.send(sender=Claim, claim=claim)
    return claim
