"""The row that acts on one claim wait for."""

from __future__ import annotations

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.readers.claims import sent_claims
from claims.models import Claim


def locked_claim(reference: str, permission: Permission, by: Actor) -> Claim:
    """A sent claim of the actor's council, locked until the transaction ends. Raises Http404, PermissionDenied."""
    require(by, permission)
    claim = sent_claims(by).select_for_update(of=("self",)).filter(reference=reference).first()
    if claim is None:
        raise Http404
    return claim
