"""Photos and documents in a conversation: taken in from either side, and handed out."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.sessions import staff_required
from accounts.views import incoming
from claims.views.files import attachment
from cobrowse.actions.events import HasEnded
from cobrowse.actions.giving import give_files
from cobrowse.actions.supervising import record_reading
from cobrowse.models import HelpFile, HelpRequest
from cobrowse.readers.files import file_for, file_for_staff
from cobrowse.readers.requests import request_for, request_for_staff
from cobrowse.views import conversation, helping
from core.bodies import wants_json
from core.uploading.words import Taken

UNPROCESSABLE = 422


@login_not_required
@require_POST
@transaction.non_atomic_requests
@incoming.takes_parts
def give(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take files from the person, and draw the page again with the box as it was."""
    return _give(request, request_for(request.actor, public_id), request_for, conversation.draw_with)


@staff_required
@require_POST
@transaction.non_atomic_requests
@incoming.takes_parts
def staff_give(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take files from the adviser."""
    return _give(request, request_for_staff(request.actor, public_id), request_for_staff, helping.draw_with)


def _give(
    request: HttpRequest, asked: HelpRequest, find: Callable[..., HelpRequest], draw: Callable[..., HttpResponse]
) -> HttpResponse:
    problems = _problems(request, asked)
    if wants_json(request):
        return incoming.taken_answer(Taken(problems))
    for problem in problems:
        messages.warning(request, problem)
    typed = {**request.POST.dict(), "client_id": uuid.uuid4()}
    found = find(request.actor, asked.public_id)
    return draw(request, found, typed, status=UNPROCESSABLE if problems else 200)


def _problems(request: HttpRequest, asked: HelpRequest) -> list[str]:
    try:
        client_id = uuid.UUID(request.POST.get("client_id", ""))
    except ValueError:
        client_id = uuid.uuid4()
    try:
        with incoming.sent_files(request, "file") as uploads:
            if not uploads:
                return [_("Choose a photo or document first. Nothing was sent.")]
            return give_files(request=asked, uploads=uploads, client_id=client_id, by=request.actor)
    except HasEnded:
        return [_("This conversation has ended, so the file was not sent.")]
    except Http404:
        return [_("You are not talking with this person any more, so the file was not sent.")]


@login_not_required
@never_cache
@require_GET
def file(request: HttpRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """A file of the person's own conversation."""
    return _handed_out(*file_for(request.actor, public_id, file_id))


@staff_required
@never_cache
@require_GET
def staff_file(request: HttpRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """The same for staff; whoever reads along is written down."""
    found = file_for_staff(request.actor, public_id, file_id)
    record_reading(request=request_for_staff(request.actor, public_id), by=request.actor)
    return _handed_out(*found)


def _handed_out(found: HelpFile, name: str) -> Any:
    return attachment(found.content, found.content_type, name)
