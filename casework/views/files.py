"""A claim's PDF and files for staff; taking them is written down."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.sessions import staff_required
from casework.readers import claims as claim_readers
from claims.actions.documents import record_document_opened
from claims.actions.uploading import record_file_opened
from claims.models import ClaimPdf
from claims.views.files import attachment, file_attachment, is_polling


@staff_required
@require_GET
def staff_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same copy for staff; taking it is written down."""
    document = claim_readers.document_for_staff(request.actor, reference)
    if document.state != ClaimPdf.State.READY or is_polling(request):
        page = {"claim": document.claim, "document": document, "for_staff": True, "nav": "work"}
        return render(request, "claims/pdf_state.html", page)
    record_document_opened(claim=document.claim, by=request.actor)
    return attachment(document.content, "application/pdf", f"{document.claim.reference}.pdf")


@staff_required
@require_GET
def staff_file(request: HttpRequest, reference: str, file_id: uuid.UUID) -> HttpResponse:
    """A claimant's file for staff; taking it is written down."""
    found = claim_readers.file_for_staff(request.actor, reference, file_id)
    record_file_opened(file=found, by=request.actor)
    return file_attachment(found)
