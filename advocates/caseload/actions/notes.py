"""Notes and contacts of a case are written, changed and ticked off; what they said before is kept."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from advocates.caseload.actions.tasks import keep_tasks
from advocates.caseload.readers.cases import case_for
from advocates.caseload.readers.notes import encrypted_note, note_for, version_context, words_of
from advocates.models import Case, CaseNote, CaseNoteVersion
from core.crypto import encrypt
from notifications.actions import notify


class NoteMoved(Exception):
    """The note was changed since the page was drawn. Nothing was saved."""


@dataclass(frozen=True)
class NoteInput:
    """What a note or a contact says: its kind, what came of it, the day, who reads it, and until when it is a task."""

    text: str
    happened_on: dt.date
    kind: str = CaseNote.Kind.NOTE
    outcome: str = ""
    is_shared: bool = False
    due_on: dt.date | None = None

    @property
    def columns(self) -> dict[str, object]:
        """As columns of CaseNote, but for the words."""
        return {
            "kind": self.kind, "outcome": self.outcome, "happened_on": self.happened_on,
            "is_shared": self.is_shared, "due_on": self.due_on,
        }  # fmt: skip


@transaction.atomic
def write_note(*, public_id: str | uuid.UUID, said: NoteInput, client_id: uuid.UUID, by: Actor) -> CaseNote:
    """Keep a note on a case; the same page sent twice keeps one. Who may read it is told. Raises Http404."""
    case = case_for(by, public_id, lock=True)
    there = CaseNote.objects.filter(client_id=client_id, case=case).first()
    return there or keep_note(case, said, client_id, by)


def keep_note(case: Case, said: NoteInput, client_id: uuid.UUID, by: Actor) -> CaseNote:
    """The same for a locked case in which the actor may write."""
    key = uuid.uuid4()
    note = CaseNote.objects.create(
        public_id=key, client_id=client_id, case=case, secret=encrypted_note(key, said.text), by=by.user,
        by_label=by.label, at=timezone.now(), **said.columns,
    )  # fmt: skip
    audit.record("advocates.case.noted", by=by, resident=case.resident)
    _follow(note, by, is_news=said.is_shared)
    return note


@transaction.atomic
def change_note(*, public_id: str | uuid.UUID, said: NoteInput, version: int, by: Actor) -> CaseNote:
    """Change a note of one's own; what it said before is kept. `version` is the one that the page showed.

    The same sent twice is one change. Raises NoteMoved, PermissionDenied, Http404.
    """
    note = note_for(by, public_id, lock=True)
    if note.by_id != by.user.pk:
        raise PermissionDenied
    before = words_of(note)
    if before == said.text and all(getattr(note, name) == value for name, value in said.columns.items()):
        return note
    if note.version != version:
        raise NoteMoved
    if before != said.text:
        key = uuid.uuid4()
        kept = encrypt(before, context=version_context(key))
        CaseNoteVersion.objects.create(public_id=key, note=note, secret=kept, at=note.changed_at or note.at)
        note.secret = encrypted_note(note.public_id, said.text)
    is_news = said.is_shared and not note.is_shared
    for name, value in said.columns.items():
        setattr(note, name, value)
    note.version, note.changed_at = note.version + 1, timezone.now()
    note.save()
    audit.record("advocates.case.note_changed", by=by, resident=note.case.resident)
    _follow(note, by, is_news=is_news)
    return note


@transaction.atomic
def tick_off_note(*, public_id: str | uuid.UUID, by: Actor) -> CaseNote:
    """What a note asked for is done; done already, that stays. Raises Http404."""
    note = note_for(by, public_id, lock=True)
    if note.done_at is None:
        note.done_at = timezone.now()
        note.save(update_fields=["done_at"])
        audit.record("advocates.case.note_done", by=by, resident=note.case.resident)
        _follow(note, by, is_news=False)
    return note


def _follow(note: CaseNote, by: Actor, *, is_news: bool) -> None:
    if note.due_on is not None:
        keep_tasks(Case.objects.filter(pk=note.case_id))
    if is_news:
        notify(resident=note.case.resident, template="case_note", context={}, by=by)
