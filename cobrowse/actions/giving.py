"""Photos and documents in a conversation: each is remade before it is kept (core/uploading)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.uploads import SenderOfFiles
from cobrowse.actions.events import HasEnded, add_event, side_of
from cobrowse.actions.talking import tell_who_is_away
from cobrowse.models import HelpEvent, HelpFile, HelpRequest
from core.uploading.files import CleanFile
from core.uploading.words import Upload, cleaned

# Of one conversation.
MOST_FILES, MOST_BYTES = 20, 40 * 1024 * 1024


def give_files(*, request: HelpRequest, uploads: Iterable[Upload], client_id: uuid.UUID, by: Actor) -> list[str]:
    """Keep and show what one side gives; a sentence for each that was not taken. The same `client_id` again, with the
    same files, together or one by one, keeps each once.

    Ends the transaction that a view without one of its own has, and begins another. Raises HasEnded, and Http404 for
    whoever is on neither side.
    """
    _open_side(request, by)
    # Remaking pictures takes a while: before the lock, so that people go on talking meanwhile.
    clean, problems = cleaned(list(uploads)[: MOST_FILES + 1], sender=SenderOfFiles(by))
    return problems + (_keep(request, clean, client_id, by) if clean else [])


def _open_side(request: HelpRequest, by: Actor) -> str:
    side = side_of(request, by)
    if not request.is_open:
        raise HasEnded
    return side


@transaction.atomic
def _keep(request: HelpRequest, clean: list[CleanFile], client_id: uuid.UUID, by: Actor) -> list[str]:
    request = HelpRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    side = _open_side(request, by)
    for file in clean:
        one = uuid.uuid5(client_id, file.sent_hash)
        if request.events.filter(client_id=one, by=side).exists():
            continue
        if not _has_room(request, file):
            return [_no_room()]
        if side == HelpEvent.By.RESIDENT:
            request.resident_told = 0
        event = add_event(request, HelpEvent.Kind.GAVE, side=side, by=by, words=file.name, client_id=one)
        HelpFile.objects.create(
            event=event, content_type=file.content_type, content=file.content, size=len(file.content)
        )
        if side == HelpEvent.By.ADVISER:
            tell_who_is_away(request, event, by)
    return []


def _has_room(request: HelpRequest, file: CleanFile) -> bool:
    there = HelpFile.objects.filter(event__request=request).aggregate(files=Count("pk"), size=Sum("size"))
    return there["files"] < MOST_FILES and (there["size"] or 0) + len(file.content) <= MOST_BYTES


def _no_room() -> str:
    """The sentence about a conversation that holds as many files as we keep."""
    return _(
        "There is no room for more files in this conversation, and the last ones were not sent. Everything else is"
        " kept."
    )
