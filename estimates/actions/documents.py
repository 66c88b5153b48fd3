"""Asking for the PDF of an estimate, and writing down who took it."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from claims.models import Claim
from core.due_work import Clock
from core.tasks import enqueue
from estimates.models import Estimate, EstimatePdf


@transaction.atomic
def request_estimate_pdf(*, estimate: Estimate, language: str, by: Actor) -> EstimatePdf:
    """Promise the PDF of an estimate that is ready, in a language; asked again, it is the one there is.

    One that could not be made is tried anew. The caller has the estimate of a claim from a reader that checked it.
    """
    document, is_new = EstimatePdf.objects.get_or_create(estimate=estimate, language=language)
    if not is_new and document.state != EstimatePdf.State.FAILED:
        return document
    if not is_new:
        document.state, document.attempts, document.due_at = EstimatePdf.State.DUE, 0, Clock()
        document.save(update_fields=["state", "attempts", "due_at"])
    audit.record(
        "claims.estimate_document.asked", by=by, resident=estimate.claim.resident, subject=_subject(estimate.claim)
    )
    enqueue("estimates.make_document", document.council_id, str(document.public_id))
    return document


def _subject(claim: Claim) -> str:
    return claim.reference or f"draft {claim.public_id}"


@transaction.atomic
def record_estimate_pdf_opened(*, claim: Claim, by: Actor) -> None:
    """Write down that somebody other than the claimant took the PDF of an estimate."""
    audit.record("claims.estimate_document.opened", by=by, resident=claim.resident, subject=_subject(claim))
