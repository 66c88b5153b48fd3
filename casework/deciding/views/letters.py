"""The letter of a decision as the claimant reads it: a page, a PDF, plain text."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from casework.deciding.actions.sending import record_letter_opened
from casework.deciding.readers.letters import letter_for, may_have_printed
from casework.deciding.rules.letter import plain_text
from casework.models import Decision, LetterPdf
from claims.readers.claims import is_own
from claims.views.files import attachment


@login_not_required
@require_GET
def letter(request: HttpRequest, public_id: uuid.UUID, letter_id: uuid.UUID) -> HttpResponse:
    """What was sent, word for word."""
    found = letter_for(request.actor, public_id, letter_id)
    if not is_own(request.actor, found.claim):
        record_letter_opened(decision=found, by=request.actor)
    context = {
        "claim": found.claim,
        "decision": found,
        "letter": found.letter,
        "has_pdf": found.pdf.state == LetterPdf.State.READY and may_have_printed(request.actor, found.claim),
        "is_replaced": found.state == Decision.State.REOPENED,
        "back_url": reverse("claims:sent", args=[found.claim.public_id]),
    }
    return render(request, "casework/deciding/letter.html", context)


@login_not_required
@require_GET
def letter_pdf(request: HttpRequest, public_id: uuid.UUID, letter_id: uuid.UUID) -> HttpResponse:
    """The same as a PDF; in the moments before it is kept, the page."""
    found = letter_for(request.actor, public_id, letter_id)
    if not may_have_printed(request.actor, found.claim):
        raise Http404
    if found.pdf.state != LetterPdf.State.READY:
        return redirect("casework:letter", public_id, letter_id)
    if not is_own(request.actor, found.claim):
        record_letter_opened(decision=found, by=request.actor)
    return attachment(found.pdf.content, "application/pdf", f"{found.claim.reference}-letter.pdf")


@login_not_required
@require_GET
def letter_text(request: HttpRequest, public_id: uuid.UUID, letter_id: uuid.UUID) -> HttpResponse:
    """The same as plain text."""
    found = letter_for(request.actor, public_id, letter_id)
    if not is_own(request.actor, found.claim):
        record_letter_opened(decision=found, by=request.actor)
    with translation.override(found.language):
        day = date_format(timezone.localtime(found.sent_at), "j F Y")
        heading = f"{request.actor.council.name_in(found.language)}\n{day}"
    text = plain_text(found.letter, heading)
    return attachment(text.encode(), "text/plain; charset=utf-8", f"{found.claim.reference}-letter.txt")
