"""Handing out the PDF of a claim and the files given in it, and taking files in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.sessions import staff_required
from claims import file_readers, readers, staff_readers
from claims.actions.documents import (
    ask_estimate_document,
    record_document_opened,
    record_estimate_document_opened,
)
from claims.actions.uploading import add_files, record_file_opened, remove_files
from claims.addresses import page_address
from claims.answer_store import document_of
from claims.models import Claim, ClaimDocument, ClaimFile, OwedDocument


@login_not_required
@require_GET
def pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The claimant's copy of what they sent, or how its making is going."""
    document = file_readers.document_for(request.actor, public_id)
    if document.state != ClaimDocument.State.READY or _is_polling(request):
        return render(request, "claims/pdf_state.html", {"claim": document.claim, "document": document})
    if not readers.is_own(request.actor, document.claim):
        record_document_opened(claim=document.claim, by=request.actor)
    return _attachment(document.content, "application/pdf", f"{document.claim.reference}.pdf")


@staff_required
@require_GET
def staff_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same copy for staff; taking it is written down."""
    document = staff_readers.document_for_staff(request.actor, reference)
    if document.state != ClaimDocument.State.READY or _is_polling(request):
        page = {"claim": document.claim, "document": document, "for_staff": True, "nav": "work"}
        return render(request, "claims/pdf_state.html", page)
    record_document_opened(claim=document.claim, by=request.actor)
    return _attachment(document.content, "application/pdf", f"{document.claim.reference}.pdf")


@login_not_required
@require_POST
def ask_estimate_pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask for the PDF of the latest estimate in the language of the page, and go where it will be."""
    estimate = file_readers.finished_estimate_for(request.actor, public_id)
    ask_estimate_document(estimate=estimate, language=get_language(), by=request.actor)
    return redirect("claims:estimate_pdf", public_id)


@login_not_required
@require_GET
def estimate_pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The PDF of the latest estimate, or how its making is going."""
    document = file_readers.estimate_document_for(request.actor, public_id, get_language())
    if document is None:
        # An address of before the figures were worked out again.
        return redirect("claims:estimate", public_id)
    claim = document.estimate.claim
    if document.state != OwedDocument.State.READY or _is_polling(request):
        return render(request, "claims/estimate_pdf_state.html", {"claim": claim, "document": document})
    if not readers.is_own(request.actor, claim):
        record_estimate_document_opened(claim=claim, by=request.actor)
    name = f"{_('estimate')}-{document.estimate.made_at:%Y-%m-%d}.pdf"
    return _attachment(document.content, "application/pdf", name)


def _is_polling(request: HttpRequest) -> bool:
    """The script of a page that waits asks for words, never for the file."""
    return request.headers.get("X-Fragment") == "live-status"


@login_not_required
@require_GET
def file(request: HttpRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """A file that the claimant gave."""
    found = file_readers.file_for(request.actor, public_id, file_id)
    if not readers.is_own(request.actor, found.claim):
        record_file_opened(file=found, by=request.actor)
    return _file_attachment(found)


@staff_required
@require_GET
def staff_file(request: HttpRequest, reference: str, file_id: uuid.UUID) -> HttpResponse:
    """A claimant's file for staff; taking it is written down."""
    found = staff_readers.file_for_staff(request.actor, reference, file_id)
    record_file_opened(file=found, by=request.actor)
    return _file_attachment(found)


@login_not_required
@require_POST
def add_file(request: HttpRequest, public_id: uuid.UUID, key: str) -> HttpResponse:
    """Take files for one question of a draft, and go back to its page."""
    claim = readers.draft_for(request.actor, public_id)
    problems = add_files(public_id=public_id, key=key, uploads=request.FILES.getlist(key), by=request.actor)
    for problem in problems:
        messages.warning(request, problem)
    return redirect(_page_of(claim, key))


@login_not_required
@require_POST
def remove_file(request: HttpRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Take one file out of a draft, and go back to its page."""
    found = file_readers.file_for(request.actor, public_id, file_id)
    remove_files(public_id=public_id, key=found.key, files=[str(file_id)], by=request.actor)
    return redirect(_page_of(found.claim, found.key))


def _page_of(claim: Claim, key: str) -> str:
    page = document_of(claim).page_of.get(key)
    if page is None:
        raise Http404
    return page_address(claim, page)


def _file_attachment(found: ClaimFile) -> HttpResponse:
    return _attachment(found.content, found.content_type, found.name)


def _attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Bytes to save, never to run: other people made them, however clean we think they are."""
    response = HttpResponse(bytes(content), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response
