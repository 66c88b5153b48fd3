"""A copy of a conversation that has ended, for whoever asked: a file at once, or a message that leads to it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.throttling import wait_words
from claims.views.files import attachment
from cobrowse.actions.transcripts import NowhereToWrite, SentTooOften, send_transcript
from cobrowse.presenters.transcript import transcript_text
from cobrowse.readers.requests import request_for


@login_not_required
@never_cache
@require_GET
def transcript(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What was said as a plain text file, which every device opens and every screen reader reads."""
    asked = request_for(request.actor, public_id)
    if asked.is_open:
        raise Http404
    # The mark has old programs read it as what it is.
    content = transcript_text(asked).encode("utf-8-sig")
    return attachment(content, "text/plain; charset=utf-8", f"{asked.asked_at:%Y-%m-%d}.txt")


@login_not_required
@require_POST
def send(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Send a message that leads to the conversation."""
    try:
        send_transcript(public_id=public_id, by=request.actor)
        messages.success(request, _("We are sending you a link to this page. You sign in to read what was said."))
    except NowhereToWrite:
        messages.warning(
            request,
            _("Nothing was sent: there is no contact of yours that we may write to. You can save the file instead."),
        )
    except SentTooOften as refusal:
        messages.warning(
            request,
            _("Nothing was sent: you have asked for many of these. Wait %(wait)s, or save the file instead.")
            % {"wait": wait_words(refusal.seconds)},
        )
    return redirect("cobrowse:request", public_id)
