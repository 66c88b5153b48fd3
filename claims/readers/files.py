"""A claimant's own PDF and files, for them and for who may see their claims."""

from __future__ import annotations

import uuid

from django.http import Http404

from accounts.actors import Actor
from claims.models import ClaimFile, ClaimPdf
from claims.readers import claims as readers


def document_for(actor: Actor, public_id: str | uuid.UUID) -> ClaimPdf:
    """The PDF owed or made for a sent claim that the actor may see as theirs or as a helper, or 404."""
    claim = readers.claim_for(actor, public_id)
    document = ClaimPdf.objects.filter(claim=claim).first()
    if document is None:
        raise Http404
    document.claim = claim
    return document


def file_for(actor: Actor, public_id: str | uuid.UUID, file_id: str | uuid.UUID) -> ClaimFile:
    """A file given in a claim or draft that the actor may see, or 404."""
    claim = readers.claim_for(actor, public_id)
    file = ClaimFile.objects.filter(claim=claim, public_id=file_id).first()
    if file is None:
        raise Http404
    file.claim = claim
    return file
