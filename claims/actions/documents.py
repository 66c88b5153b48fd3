"""The PDFs of claims and of estimates: rows with a due time until a worker has rendered them (a sweeper finds them)."""

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
from claims.estimate_content import estimate_content
from claims.models import Claim, ClaimDocument, Estimate, EstimateDocument, OwedDocument
from claims.tasks import make_estimate_document
from claims.working_content import inputs_shown
from core.html import guidance_html
from core.pdf import render_pdf
from core.tasks import ring

ATTEMPTS = 5
FIRST_WAIT = dt.timedelta(seconds=30)
# Rendering takes about two seconds, and a sweep must end well before the workers' time limit.
AT_ONCE = 20

logger = structlog.get_logger(__name__)


def due_documents(owed: type[OwedDocument] = ClaimDocument) -> list[str]:
    """Public ids of this council's documents of a class that are due now, the longest waiting first."""
    due = owed._default_manager.filter(state=OwedDocument.State.DUE, due_at__lte=timezone.now())
    return [str(public_id) for public_id in due.order_by("due_at").values_list("public_id", flat=True)[:AT_ONCE]]


@transaction.atomic
def make_document(*, public_id: str | uuid.UUID, owed: type[OwedDocument] = ClaimDocument) -> None:
    """Render one document that is due; nothing when it is made, being made by another worker, or not due yet.

    What goes wrong is tried again after 30 s, 1, 2 and 4 minutes, then the document has failed, with the reason.
    """
    document = (
        owed._default_manager.select_for_update(of=("self",), skip_locked=True)
        .filter(public_id=public_id, state=OwedDocument.State.DUE, due_at__lte=timezone.now())
        .first()
    )
    if document is None:
        return
    document.attempts += 1
    try:
        with transaction.atomic():
            document.content = _rendered(document)
    except Exception as error:
        _postpone(document, error)
    else:
        document.state, document.made_at, document.error = OwedDocument.State.READY, timezone.now(), ""
    document.save(update_fields=["state", "attempts", "due_at", "error", "content", "made_at"])


def _rendered(document: OwedDocument) -> bytes:
    if isinstance(document, EstimateDocument):
        return estimate_pdf(document.estimate, document.language)
    assert isinstance(document, ClaimDocument)
    return claim_pdf(document.claim, document.language)


def _postpone(document: OwedDocument, error: Exception) -> None:
    # The kind of error only: its text may quote an answer.
    document.error = type(error).__name__
    document.due_at = timezone.now() + FIRST_WAIT * 2 ** (document.attempts - 1)
    if document.attempts >= ATTEMPTS:
        document.state = OwedDocument.State.FAILED
    kind = type(document).__name__
    logger.error(
        "document_not_made", kind=kind, document=document.pk, error=document.error, attempts=document.attempts
    )


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
def ask_estimate_document(*, estimate: Estimate, language: str, by: Actor) -> EstimateDocument:
    """Owe the PDF of an estimate that is ready, in a language; asked again, it is the one there is.

    One that could not be made is tried anew. The caller has the estimate of a claim from a reader that checked it.
    """
    document, is_new = EstimateDocument.objects.get_or_create(
        estimate=estimate, language=language, defaults={"due_at": timezone.now()}
    )
    if not is_new and document.state != OwedDocument.State.FAILED:
        return document
    if not is_new:
        document.state, document.attempts, document.due_at = OwedDocument.State.DUE, 0, timezone.now()
        document.save(update_fields=["state", "attempts", "due_at"])
    audit.record(
        "claims.estimate_document.asked", by=by, resident=estimate.claim.resident, subject=_subject(estimate.claim)
    )
    ring(make_estimate_document, str(document.public_id))
    return document


def _subject(claim: Claim) -> str:
    return claim.reference or f"draft {claim.public_id}"


def estimate_pdf(estimate: Estimate, language: str) -> bytes:
    """The PDF/UA of an estimate in one language: what could be got, why, step by step, and from which answers."""
    claim = estimate.claim
    with translation.override(language):
        context = {
            "claim": claim,
            "council": claim.council,
            "language": language,
            "estimate": estimate,
            "content": estimate_content(estimate, {}),
            "inputs": inputs_shown(estimate, claim),
        }
        return render_pdf("claims/pdf/estimate.html", context)


@transaction.atomic
def record_estimate_document_opened(*, claim: Claim, by: Actor) -> None:
    """Write down that somebody other than the claimant took the PDF of an estimate."""
    audit.record("claims.estimate_document.opened", by=by, resident=claim.resident, subject=_subject(claim))


@transaction.atomic
def record_document_opened(*, claim: Claim, by: Actor) -> None:
    """Write down that somebody other than the claimant took the PDF."""
    audit.record("claims.document.opened", by=by, resident=claim.resident, subject=claim.reference)
