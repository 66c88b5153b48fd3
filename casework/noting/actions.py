"""Writing notes, changing them, ticking them off: all of it is in the trail, and what a note said before is kept."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission
from accounts.uploads import SenderOfFiles
from casework.actions.locking import locked_claim
from casework.models import Note, NoteFile, NoteVersion
from casework.noting.readers import files_of_note, note_for, own_note_for
from claims.actions.uploading import MAX_FILES, MAX_SENT_BYTES, no_room_sent, too_many
from claims.papers.actions.sending import nothing_chosen
from core.uploading.files import CleanFile
from core.uploading.words import Taken, Upload, cleaned, told_apart, without_known


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
    note = own_note_for(by, reference, key)
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


def add_note_files(*, reference: str, key: int, uploads: Iterable[Upload], by: Actor) -> Taken:
    """Keep what can be taken of the uploads with a note of one's own, each once however often it is sent.

    Ends the transaction that a view without one of its own has, and begins another. Raises Http404, PermissionDenied.
    """
    note, uploads = own_note_for(by, reference, key), list(uploads)
    if not uploads:
        return Taken([nothing_chosen()])
    new, had = without_known(uploads[: MAX_FILES + 1], _known(note))
    # Remaking pictures takes a while: before the lock.
    clean, problems = cleaned(new, sender=SenderOfFiles(by))
    kept = _keep_files(reference, key, clean, by) if clean else Taken()
    return Taken(problems + kept.problems, had + kept.had)


@transaction.atomic
def _keep_files(reference: str, key: int, clean: list[CleanFile], by: Actor) -> Taken:
    claim = locked_claim(reference, Permission.CLAIM_NOTE, by)
    note = own_note_for(by, reference, key)
    # The same may have come meanwhile by another request.
    new, had = told_apart(clean, _known(note))
    room = MAX_FILES - len(files_of_note(note))
    kept = new[: max(0, room)]
    there = NoteFile.objects.filter(note__claim=claim).aggregate(Sum("size"))["size__sum"] or 0
    if there + sum(len(file.content) for file in kept) > MAX_SENT_BYTES:
        return Taken([no_room_sent()], had)
    for file in kept:
        NoteFile.objects.create(
            note=note, name=file.name, content_type=file.content_type, content=file.content, size=len(file.content),
            is_scanned=file.is_scanned, sent_hash=file.sent_hash, added_at=timezone.now(),
        )  # fmt: skip
    if kept:
        audit.record("claims.note.file_added", by=by, resident=claim.resident, subject=claim.reference)
    return Taken([too_many()] if len(new) > len(kept) else [], had)


def _known(note: Note) -> set[str]:
    return {file.sent_hash for file in files_of_note(note)}


@transaction.atomic
def open_note_file(*, reference: str, key: int, public_id: uuid.UUID, by: Actor) -> NoteFile:
    """A file for whoever may read its note; that they opened it is written down. Raises Http404, PermissionDenied."""
    note = note_for(by, reference, key)
    file = note.files.filter(public_id=public_id).first()
    if file is None:
        raise Http404
    audit.record("claims.note.file_opened", by=by, resident=note.claim.resident, subject=note.claim.reference)
    return file


@transaction.atomic
def remove_note_file(*, reference: str, key: int, public_id: uuid.UUID, by: Actor) -> None:
    """Delete a file of a note of one's own; what is gone already stays gone. Raises Http404, PermissionDenied."""
    claim = locked_claim(reference, Permission.CLAIM_NOTE, by)
    gone, _by_table = own_note_for(by, reference, key).files.filter(public_id=public_id).delete()
    if gone:
        audit.record("claims.note.file_removed", by=by, resident=claim.resident, subject=claim.reference)
