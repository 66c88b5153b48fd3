"""Notes on one claim, and those that wait for somebody."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission, require
from casework.models import Note, NoteFile
from casework.readers.claims import staff_claim_for
from casework.readers.notes import readable
from casework.readers.owning import WORKING_ROLES


def marked_among(notes: list[Note]) -> list[Note]:
    """Those that stand at the top of a claim: pinned, for somebody, or due and not done. The pinned first."""
    waiting = [note for note in notes if note.done_at is None and (note.to_id or note.due_on)]
    return [note for note in notes if note.is_pinned] + [note for note in waiting if not note.is_pinned]


def own_among(notes: list[Note], actor: Actor) -> list[Note]:
    """Those that the actor wrote, the newest first: they may change them."""
    return [note for note in reversed(notes) if note.by_id == actor.user.pk]


def note_for(actor: Actor, reference: str, key: int) -> Note:
    """One note that the actor may read, or 404."""
    require(actor, Permission.CLAIM_NOTE)
    claim = staff_claim_for(actor, reference)
    note = readable(Note.objects.filter(claim=claim), actor).filter(pk=key).first()
    if note is None:
        raise Http404
    note.claim = claim
    return note


def own_note_for(actor: Actor, reference: str, key: int) -> Note:
    """One note of the actor's own, or 404; of somebody else's that they may read, PermissionDenied."""
    note = note_for(actor, reference, key)
    if note.by_id != actor.user.pk:
        raise PermissionDenied
    return note


def files_of_note(note: Note) -> list[NoteFile]:
    """Its files without their bytes, the oldest first."""
    return list(note.files.defer("content"))


def colleagues(actor: Actor) -> list[Membership]:
    """Everybody whom a note can be for, by name."""
    require(actor, Permission.CLAIM_NOTE)
    staff = Membership.objects.filter(is_active=True, roles__overlap=WORKING_ROLES)
    return list(staff.order_by("display_name", "pk"))
