"""Writing notes, changing them, ticking them off: all of it is in the trail, and what a note said before is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.models import Note, NoteVersion
from casework.noting.readers import note_for


class NoteMoved(Exception):
    """The note was changed since the page was drawn: `note` is how it is now. Nothing was saved."""

    def __init__(self, note: Note):
        super().__init__(f"note {note.pk}")
        self.note = note


@dataclass(frozen=True)
class NoteInput:
    """What a note says and how it is kept: pinned, restricted, for somebody, due on a day."""

    text: str
    is_pinned: bool = False
    is_restricted: bool = False
    to: Membership | None = None
    due_on: dt.date | None = None

    @property
    def columns(self) -> dict[str, object]:
        """As columns of Note."""
        label = self.to.display_name if self.to else ""
        return {
            "text": self.text, "is_pinned": self.is_pinned, "is_restricted": self.is_restricted, "to": self.to,
            "to_label": label, "due_on": self.due_on,
        }  # fmt: skip


@transaction.atomic
def write_note(*, reference: str, said: NoteInput, by: Actor) -> Note:
    """Keep a note on a claim; the same sent twice in a row is kept once. Raises Http404, PermissionDenied."""
    claim = locked_claim(reference, Permission.CLAIM_NOTE, by)
    last = claim.notes.order_by("-at", "-pk").first()
    same = last is not None and last.by_id == by.user.pk
    if same and all(getattr(last, name) == value for name, value in said.columns.items()):
        return last
    audit.record("claims.note.added", by=by, resident=claim.resident, subject=claim.reference)
    return Note.objects.create(claim=claim, **said.columns, by=by.user, by_label=by.label, at=timezone.now())


@transaction.atomic
def change_note(*, reference: str, key: int, said: NoteInput, version: int, by: Actor) -> Note:
    """Change a note of one's own; what it said before is kept. `version` is the one that the page showed.

    The same sent twice is one change. Raises NoteMoved, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_NOTE, by)
    note = note_for(by, reference, key)
    if note.by_id != by.user.pk:
        raise PermissionDenied
    if all(getattr(note, name) == value for name, value in said.columns.items()):
        return note
    if note.version != version:
        raise NoteMoved(note)
    now = timezone.now()
    if note.text != said.text:
        NoteVersion.objects.create(note=note, text=note.text, at=note.changed_at or note.at)
    for name, value in said.columns.items():
        setattr(note, name, value)
    note.version, note.changed_at = note.version + 1, now
    note.save()
    audit.record("claims.note.changed", by=by, resident=claim.resident, subject=claim.reference)
    return note


@transaction.atomic
def tick_off_note(*, reference: str, key: int, by: Actor) -> Note:
    """What a note asked for is done. Done already, that stays. Raises Http404, PermissionDenied."""
    claim = locked_claim(reference, Permission.CLAIM_NOTE, by)
    note = note_for(by, reference, key)
    if note.done_at is None:
        note.done_at, note.done_by_label = timezone.now(), by.label
        note.save(update_fields=["done_at", "done_by_label"])
        audit.record("claims.note.done", by=by, resident=claim.resident, subject=claim.reference)
    return note
