"""The row that acts on one claim wait for."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.actions.times import note_touch
from casework.readers.claims import sent_claims
from claims.models import Claim


def locked_claim(reference: str, permission: Permission, by: Actor) -> Claim:
    """A sent claim of the actor's council, locked until the transaction ends. Locking it with CLAIM_PROGRESS counts as
    the first touch. Raises Http404, PermissionDenied.
    """
    require(by, permission)
    claim = sent_claims(by).select_for_update(of=("self",)).filter(reference=reference).first()
    if claim is None:
        raise Http404
    if permission == Permission.CLAIM_PROGRESS:
        note_touch(claim, timezone.now())
    return claim
