"""A claimant's own PDF and files, for them and for who may see their claims."""

from __future__ import annotations

import uuid

from django.http import Http404

from accounts.actors import Actor
from claims import readers
from claims.estimate_readers import latest_estimate
from claims.models import ClaimDocument, ClaimFile, Estimate, EstimateDocument


def document_for(actor: Actor, public_id: str | uuid.UUID) -> ClaimDocument:
    """The PDF owed or made for a sent claim that the actor may see as theirs or as a helper, or 404."""
    claim = readers.claim_for(actor, public_id)
    document = ClaimDocument.objects.filter(claim=claim).first()
    if document is None:
        raise Http404
    document.claim = claim
    return document


def finished_estimate_for(actor: Actor, public_id: str | uuid.UUID) -> Estimate:
    """The latest estimate of a claim that the actor may see, if it is ready, or 404."""
    claim = readers.claim_for(actor, public_id)
    estimate = latest_estimate(claim)
    if estimate is None or estimate.state != Estimate.State.READY:
        raise Http404
    estimate.claim = claim
    return estimate


def estimate_document_for(actor: Actor, public_id: str | uuid.UUID, language: str) -> EstimateDocument | None:
    """The PDF, owed or made, of the latest estimate of a claim that the actor may see, or 404.

    In the language, else in another in which it was asked for; None when nobody asked for one.
    """
    estimate = finished_estimate_for(actor, public_id)
    documents = {each.language: each for each in EstimateDocument.objects.filter(estimate=estimate).order_by("pk")}
    document = documents.get(language) or next(iter(documents.values()), None)
    if document is not None:
        document.estimate = estimate
    return document


def file_for(actor: Actor, public_id: str | uuid.UUID, file_id: str | uuid.UUID) -> ClaimFile:
    """A file given in a claim or draft that the actor may see, or 404."""
    claim = readers.claim_for(actor, public_id)
    file = ClaimFile.objects.filter(claim=claim, public_id=file_id).first()
    if file is None:
        raise Http404
    file.claim = claim
    return file
