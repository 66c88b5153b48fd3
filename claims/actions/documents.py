"""The PDF of a sent claim: a row with a due time until a worker has rendered it (the sweeper finds what is due)."""

from __future__ import annotations

import datetime as dt
import uuid

import structlog
from django.db import transaction
from django.utils import timezone, translation

from accounts import audit
from accounts.actors import Actor
from claims import submission_view
from claims.answer_store import shown_document
from claims.models import Claim, ClaimDocument
from core.html import guidance_html
from core.pdf import render_pdf

ATTEMPTS = 5
FIRST_WAIT = dt.timedelta(seconds=30)
# Rendering takes about two seconds, and a sweep must end well before the workers' time limit.
AT_ONCE = 20

logger = structlog.get_logger(__name__)


def due_documents() -> list[str]:
    """Public ids of this council's documents that are due now, the longest waiting first."""
    due = ClaimDocument.objects.filter(state=ClaimDocument.State.DUE, due_at__lte=timezone.now())
    return [str(public_id) for public_id in due.order_by("due_at").values_list("public_id", flat=True)[:AT_ONCE]]


@transaction.atomic
def make_document(*, public_id: str | uuid.UUID) -> None:
    """Render one document that is due; nothing when it is made, being made by another worker, or not due yet.

    What goes wrong is tried again after 30 s, 1, 2 and 4 minutes, then the document has failed, with the reason.
    """
    document = (
        ClaimDocument.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(public_id=public_id, state=ClaimDocument.State.DUE, due_at__lte=timezone.now())
        .select_related("claim__council", "claim__resident")
        .first()
    )
    if document is None:
        return
    document.attempts += 1
    try:
        with transaction.atomic():
            document.content = claim_pdf(document.claim, document.language)
    except Exception as error:
        _postpone(document, error)
    else:
        document.state, document.made_at, document.error = ClaimDocument.State.READY, timezone.now(), ""
    document.save(update_fields=["state", "attempts", "due_at", "error", "content", "made_at"])


def _postpone(document: ClaimDocument, error: Exception) -> None:
    # The kind of error only: its text may quote an answer.
    document.error = type(error).__name__
    document.due_at = timezone.now() + FIRST_WAIT * 2 ** (document.attempts - 1)
    if document.attempts >= ATTEMPTS:
        document.state = ClaimDocument.State.FAILED
    logger.error("document_not_made", document=document.pk, error=document.error, attempts=document.attempts)


def claim_pdf(claim: Claim, language: str) -> bytes:
    """The PDF/UA of a sent claim in one language: what was sent, what was signed, what happens next."""
    with translation.override(language):
        form, signature = shown_document(claim).document, submission_view.signature_of(claim)
        context = {
            "claim": claim,
            "council": claim.council,
            "language": language,
            "title": form["title"],
            "sections": submission_view.sections_of(claim),
            "signature": signature,
            "signature_guidance": guidance_html(signature.guidance) if signature else "",
            "evidence": submission_view.evidence_to_send(claim),
            "next_steps": form["after_you_send"],
        }
        return render_pdf("claims/pdf/claim.html", context)


@transaction.atomic
def record_document_opened(*, claim: Claim, by: Actor) -> None:
    """Write down that somebody other than the claimant took the PDF."""
    audit.record("claims.document.opened", by=by, resident=claim.resident, subject=claim.reference)
