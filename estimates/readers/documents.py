"""The PDF of an estimate, for the claimant and for who may see their money."""

from __future__ import annotations

import uuid

from django.http import Http404

from accounts.actors import Actor
from claims.readers import claims as readers
from estimates.models import Estimate, EstimatePdf
from estimates.readers.estimates import latest_estimate


def finished_estimate_for(actor: Actor, public_id: str | uuid.UUID) -> Estimate:
    """The latest estimate of a claim whose money the actor may see, if it is ready, or 404."""
    claim = readers.claim_with_money_for(actor, public_id)
    estimate = latest_estimate(claim)
    if estimate is None or estimate.state != Estimate.State.READY:
        raise Http404
    estimate.claim = claim
    return estimate


def estimate_pdf_for(actor: Actor, public_id: str | uuid.UUID, language: str) -> EstimatePdf | None:
    """The PDF, made or still due, of the latest estimate of a claim whose money the actor may see, or 404.

    In the language, else in another in which it was asked for; None when nobody asked for one.
    """
    estimate = finished_estimate_for(actor, public_id)
    documents = {each.language: each for each in EstimatePdf.objects.filter(estimate=estimate).order_by("pk")}
    document = documents.get(language) or next(iter(documents.values()), None)
    if document is not None:
        document.estimate = estimate
    return document
