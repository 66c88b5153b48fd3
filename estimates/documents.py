"""The PDF of an estimate, drawn by a worker."""

from __future__ import annotations

import uuid

from django.utils import translation

from core.due_work import draw_pdf
from core.pdf import render_pdf
from estimates.models import Estimate, EstimatePdf
from estimates.presenters.estimate import estimate_content
from estimates.presenters.explanations import inputs_shown


def make_estimate_pdf(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Draw the PDF of one estimate, if it is due."""
    return draw_pdf(
        EstimatePdf,
        council_id=council_id,
        public_id=public_id,
        draw=lambda row: estimate_pdf(row.estimate, row.language),
    )


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
        return render_pdf("estimates/pdf/estimate.html", context)
