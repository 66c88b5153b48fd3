"""The ask that an act of the claimant's is about, locked with its claim: its own right asked at this moment."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Scope
from claims.actions.answering import lock_claim
from claims.correcting.readers import CLAIMANT, ask_of
from claims.models import CorrectionAsk
from claims.readers.claims import grant_on


def lock_to_type(claim_id: str | uuid.UUID, ask_id: str | uuid.UUID, by: Actor) -> CorrectionAsk:
    """For whoever may fill in the claim: its claimant, and helpers. Raises Http404, PermissionDenied."""
    claim, _grant = lock_claim(claim_id, by)
    if claim.is_draft:
        raise Http404
    return ask_of(claim, ask_id, CLAIMANT, lock=True)


def lock_to_send(claim_id: str | uuid.UUID, ask_id: str | uuid.UUID, by: Actor) -> CorrectionAsk:
    """For whoever may send it: as for the claim itself. Raises Http404, PermissionDenied."""
    claim, grant = lock_claim(claim_id, by)
    if claim.is_draft:
        raise Http404
    if grant is not None and grant_on(by, claim, Scope.SUBMIT_CLAIMS, lock=True) is None:
        raise PermissionDenied
    return ask_of(claim, ask_id, CLAIMANT, lock=True)
