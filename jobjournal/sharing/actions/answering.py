"""Staff of a jobcentre answer a journal that was shared with them: a comment, or an action they agreed on."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from jobjournal.models import Share, ShareNote
from jobjournal.sharing.actions.sharing import subject_of
from jobjournal.sharing.readers.shares import kept_share
from notifications.actions import notify


@transaction.atomic
def write_note(*, public_id: uuid.UUID, kind: str, text: str, due_on: dt.date | None = None, by: Actor) -> ShareNote:
    """A comment, or an agreed action with the day it is due, on a share of the actor's list; the person is told.

    Raises Http404 (also when the person took the share back meanwhile), PermissionDenied.
    """
    found = kept_share(by, public_id)
    # Taking back waits for us or comes first: then there is nothing to answer any more.
    share = Share.objects.select_for_update(of=("self",)).select_related("resident").get(pk=found.pk)
    kept_share(by, public_id)
    note = ShareNote.objects.create(
        share=share,
        kind=kind,
        text=text,
        due_on=due_on if kind == ShareNote.Kind.ACTION else None,
        membership=by.membership,
        by_label=by.label[:150],
    )
    code = "jobjournal.action.agreed" if kind == ShareNote.Kind.ACTION else "jobjournal.share.commented"
    audit.record(code, by=by, resident=share.resident, subject=subject_of(share))
    notify(resident=share.resident, template="journal_answer", context={}, by=by)
    return note
