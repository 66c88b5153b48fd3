"""An answer that an adviser's script sends, by a post or over a socket, and what the script is told of it."""

from __future__ import annotations

import uuid
from typing import Any

import structlog
from django.utils.translation import gettext as _

from accounts.actors import Actor
from claims.actions.answering import AnswerChange, Saved
from claims.moving.actions import FormChanged
from claims.views.autosaving import Reply, saved_reply
from cobrowse.models import SharedForm
from cobrowse.sharing.actions.editing import (
    MayOnlySee,
    NotSharedAnyMore,
    ResidentSilent,
    note_refusal,
    save_in_share,
)
from cobrowse.sharing.readers.shares import share_for_staff
from cobrowse.sharing.readers.subjects import displayed, question_of
from cobrowse.sharing.readers.told import Newer

SILENT = 423
Shown = tuple[SharedForm, Newer]
log = structlog.get_logger(__name__)


def save_from_script(change: AnswerChange, *, public_id: uuid.UUID, by: Actor) -> Reply:
    """Save an answer of the form that is shared in a request, in the caller's transaction: status and JSON. Raises
    Http404.
    """
    return save_and_share(change, public_id=public_id, by=by)[0]


def save_and_share(change: AnswerChange, *, public_id: uuid.UUID, by: Actor) -> tuple[Reply, Shown | None]:
    """As save_from_script, and the locked SharedForm with what was written, for the caller to draw in the same
    transaction; None where it must be read again.
    """
    try:
        saved, share = save_in_share(public_id=public_id, change=change, by=by)
    except ResidentSilent:
        return (SILENT, {"state": "silent"}), None
    except FormChanged:
        # An answer, not an exception: the draft stays on the version that it moved to, and is drawn anew.
        return (422, {"state": "refused"}), None
    except (NotSharedAnyMore, MayOnlySee):
        refuse(change.key, public_id=public_id, by=by)
        # An answer, not an exception, with which what was written down would be taken back.
        return (403, {"state": "refused"}), None
    # The draft of another page than a form's was changed by that page.
    shown = None if share.kind else (share, Newer(share.claim.head_revision - len(saved.written), saved.written))
    return _told(saved, change, public_id, by), shown


def refuse(key: str, *, public_id: uuid.UUID, by: Actor) -> None:
    """Write down that an answer was sent which the adviser may not give."""
    log.warning("shared_edit_refused")
    note_refusal(public_id=public_id, key=key, by=by)


def _told(saved: Saved, change: AnswerChange, public_id: uuid.UUID, by: Actor) -> tuple[int, dict[str, Any]]:
    place = change.key, change.row
    if place in saved.conflicts:
        raw, revision = saved.conflicts[place]
        share = share_for_staff(by, public_id)
        question = question_of(share, *place) if share is not None else None
        display = displayed(share, question, raw, _) if question is not None else ""
        return 409, {"state": "conflict", "saved_display": display, "revision": revision}
    if place not in saved.revisions:
        return 400, {"state": "refused"}
    return 200, saved_reply(saved, place)
