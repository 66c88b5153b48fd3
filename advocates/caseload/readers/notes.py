"""What was noted of a case, and what of it the person reads."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Resident
from advocates.caseload.readers.cases import cases_for, contact_words, live_among
from advocates.models import Case, CaseNote, CaseNoteVersion
from core.crypto import decrypt, encrypt

# So many of somebody's notes a page shows.
SHOWN = 100


@dataclass(frozen=True)
class Written:
    """A note with its words."""

    note: CaseNote
    words: str


def note_context(public_id: uuid.UUID) -> str:
    """What the words of a note are bound to."""
    return f"case-note:{public_id}"


def version_context(public_id: uuid.UUID) -> str:
    """What the words of a former version of a note are bound to."""
    return f"case-note-version:{public_id}"


def encrypted_note(public_id: uuid.UUID, words: str) -> bytes:
    """The words as a note keeps them."""
    return encrypt(words, context=note_context(public_id))


def words_of(note: CaseNote) -> str:
    """What a note says. Raises core.crypto.CannotDecrypt."""
    return decrypt(note.secret, context=note_context(note.public_id))


def notes_of(case: Case) -> list[Written]:
    """Everything noted of a case that the actor may read, the newest first."""
    return _written(case.notes.order_by("-happened_on", "-at", "-pk")[:SHOWN])


def _written(notes: Iterable[CaseNote]) -> list[Written]:
    return [Written(note, words_of(note)) for note in notes]


def note_for(actor: Actor, public_id: str | uuid.UUID, *, lock: bool = False) -> CaseNote:
    """A note of a case that the actor may read, or 404."""
    notes: QuerySet[CaseNote] = CaseNote.objects.filter(public_id=public_id, case__in=cases_for(actor))
    if lock:
        notes = notes.select_for_update(of=("self",))
    found = notes.select_related("case__resident").first()
    if found is None:
        raise Http404
    return found


def former_words(note: CaseNote) -> list[tuple[CaseNoteVersion, str]]:
    """What it said before, the newest first."""
    versions = note.versions.order_by("-at", "-pk")
    return [(each, decrypt(each.secret, context=version_context(each.public_id))) for each in versions]


@dataclass(frozen=True)
class Contact:
    """Who works with the person now, and what they wrote for them; `away`: for whom somebody stands in."""

    words: str
    away: str
    written: list[Written]


def own_contacts(actor: Actor, resident: Resident | None, *, with_notes: bool = True) -> list[Contact]:
    """Who works with the person whose record this is. Three queries at most."""
    if resident is None:
        return []
    found = Case.objects.filter(resident=resident, closed_at__isnull=True)
    cases = list(found.select_related("organisation", "responsible", "team", "covered_for").order_by("opened_at", "pk"))
    live = live_among(cases)
    cases = [case for case in cases if case.pk in live]
    shared: dict[int, list[CaseNote]] = {}
    if with_notes and cases:
        for note in CaseNote.objects.filter(case__in=cases, is_shared=True).order_by("-happened_on", "-at", "-pk"):
            shared.setdefault(note.case_id, []).append(note)
    return [
        Contact(
            contact_words(case, actor.council.name),
            case.covered_for.display_name if case.covered_for_id else "",
            _written(shared.get(case.pk, [])[:SHOWN]),
        )
        for case in cases
    ]
