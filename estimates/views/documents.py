"""The PDF of an estimate: asking for it, waiting for it, handing it out."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.readers import claims as readers
from claims.views.files import attachment, is_polling
from estimates.actions.documents import record_estimate_pdf_opened, request_estimate_pdf
from estimates.models import EstimatePdf
from estimates.readers.documents import estimate_pdf_for, finished_estimate_for


@login_not_required
@require_POST
def ask_estimate_pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask for the PDF of the latest estimate in the language of the page, and go where it will be."""
    estimate = finished_estimate_for(request.actor, public_id)
    request_estimate_pdf(estimate=estimate, language=get_language(), by=request.actor)
    return redirect("estimates:estimate_pdf", public_id)


@login_not_required
@require_GET
def estimate_pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The PDF of the latest estimate, or how its making is going."""
    document = estimate_pdf_for(request.actor, public_id, get_language())
    if document is None:
        # An address of before the figures were worked out again.
        return redirect("estimates:estimate", public_id)
    claim = document.estimate.claim
    if document.state != EstimatePdf.State.READY or is_polling(request):
        return render(request, "estimates/estimate_pdf_state.html", {"claim": claim, "document": document})
    if not readers.is_own(request.actor, claim):
        record_estimate_pdf_opened(claim=claim, by=request.actor)
    name = f"{_('estimate')}-{document.estimate.made_at:%Y-%m-%d}.pdf"
    return attachment(document.content, "application/pdf", name)
