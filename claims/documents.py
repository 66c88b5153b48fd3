"""The PDF of a sent claim, drawn by a worker."""

from __future__ import annotations

import uuid

from django.utils import translation

from claims.models import Claim, ClaimPdf
from claims.presenters import submission
from claims.readers.answer_store import localised_spec
from core.due_work import draw_pdf
from core.html import guidance_html
from core.pdf import render_pdf


def make_claim_pdf(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Draw the PDF of one sent claim, if it is due."""
    return draw_pdf(
        ClaimPdf, council_id=council_id, public_id=public_id, draw=lambda row: claim_pdf(row.claim, row.language)
    )


def claim_pdf(claim: Claim, language: str) -> bytes:
    """The PDF/UA of a sent claim in one language: what was sent, what was signed, what happens next."""
    with translation.override(language):
        form, signature = localised_spec(claim).data, submission.signature_of(claim)
        context = {
            "claim": claim,
            "council": claim.council,
            "language": language,
            "title": form["title"],
            "sections": submission.sections_of(claim),
            "signature": signature,
            "signature_guidance": guidance_html(signature.guidance) if signature else "",
            "evidence": submission.evidence_to_send(claim),
            "next_steps": form["after_you_send"],
        }
        return render_pdf("claims/pdf/claim.html", context)
