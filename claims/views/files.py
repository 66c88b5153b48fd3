"""Handing out the PDF of a claim and the files given in it, and taking files in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.views.incoming import sent_files, taken_answer, takes_parts
from claims.actions.documents import record_document_opened
from claims.actions.uploading import add_files, record_file_opened, remove_files
from claims.models import Claim, ClaimFile, ClaimPdf
from claims.presenters.links import page_address
from claims.readers import claims as readers
from claims.readers import files as file_readers
from claims.readers.answer_store import spec_of
from core.asking import ask_first, is_sure
from core.bodies import wants_json


@login_not_required
@require_GET
def pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The claimant's copy of what they sent, or how its making is going."""
    document = file_readers.document_for(request.actor, public_id)
    if document.state != ClaimPdf.State.READY or is_polling(request):
        return render(request, "claims/pdf_state.html", {"claim": document.claim, "document": document})
    if not readers.is_own(request.actor, document.claim):
        record_document_opened(claim=document.claim, by=request.actor)
    return attachment(document.content, "application/pdf", f"{document.claim.reference}.pdf")


def is_polling(request: HttpRequest) -> bool:
    """The script of a page that waits asks for words, never for the file."""
    return request.headers.get("X-Fragment") == "live-status"


@login_not_required
@require_GET
def file(request: HttpRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """A file that the claimant gave."""
    found = file_readers.file_for(request.actor, public_id, file_id)
    if not readers.is_own(request.actor, found.claim):
        record_file_opened(file=found, by=request.actor)
    return file_attachment(found)


@login_not_required
@require_POST
@transaction.non_atomic_requests
@takes_parts
def add_file(request: HttpRequest, public_id: uuid.UUID, key: str) -> HttpResponse:
    """Take files for one question of a draft, and go back to its page; a script is told what was not taken."""
    claim = readers.draft_for(request.actor, public_id)
    with sent_files(request, key) as uploads:
        taken = add_files(public_id=public_id, key=key, uploads=uploads, by=request.actor)
    if wants_json(request):
        return taken_answer(taken)
    for problem in taken.problems:
        messages.warning(request, problem)
    for sentence in taken.had:
        messages.success(request, sentence)
    return redirect(_page_of(claim, key))


@login_not_required
@require_POST
def remove_file(request: HttpRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Take one file out of a draft, and go back to its page."""
    found = file_readers.listed_file(request.actor, public_id, file_id)
    if found.claim.is_draft and not is_sure(request):
        question = _("Remove “%(name)s”?") % {"name": found.name}
        return ask_first(request, question=question, keep_url=_page_of(found.claim, found.key))
    remove_files(public_id=public_id, key=found.key, files=[str(file_id)], by=request.actor)
    return redirect(_page_of(found.claim, found.key))


def _page_of(claim: Claim, key: str) -> str:
    page = spec_of(claim).page_of.get(key)
    if page is None:
        raise Http404
    return page_address(claim, page)


def file_attachment(found: ClaimFile) -> HttpResponse:
    return attachment(found.content, found.content_type, found.name)


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Bytes to save, never to run: other people made them, however clean we think they are."""
    response = HttpResponse(bytes(content), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response
