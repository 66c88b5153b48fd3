"""Files of a conversation, for who may read it."""

from __future__ import annotations

import uuid

from django.http import Http404

from accounts.actors import Actor
from cobrowse.models import HelpFile, HelpRequest
from cobrowse.readers.requests import request_for, request_for_staff
from cobrowse.readers.words import words_of


def file_for(actor: Actor, public_id: uuid.UUID, file_id: uuid.UUID) -> tuple[HelpFile, str]:
    """A file of the actor's own conversation with its name, or 404."""
    return _file_of(request_for(actor, public_id), file_id)


def file_for_staff(actor: Actor, public_id: uuid.UUID, file_id: uuid.UUID) -> tuple[HelpFile, str]:
    """A file of a conversation of the actor's council with its name, or 404; 403 for who does not help live."""
    return _file_of(request_for_staff(actor, public_id), file_id)


def _file_of(request: HelpRequest, file_id: uuid.UUID) -> tuple[HelpFile, str]:
    file = HelpFile.objects.filter(public_id=file_id, event__request=request).select_related("event").first()
    if file is None:
        raise Http404
    return file, words_of(file.event, request.public_id)
