"""What of cases is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from advocates.caseload.readers.notes import note_context, version_context
from advocates.models import CaseNote, CaseNoteVersion
from core.rotating import Kind, rotate_kinds

rotate_kinds(
    {
        "notes of cases": Kind(CaseNote, lambda row: note_context(row.public_id)),
        "former notes of cases": Kind(CaseNoteVersion, lambda row: version_context(row.public_id)),
    }
)
