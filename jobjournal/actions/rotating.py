"""Encrypting the words of entries again with the current key (core/rotating.py)."""

from __future__ import annotations

from core.rotating import Batch, Kind, rotate_rows
from jobjournal.entry_words import entry_context, revision_context
from jobjournal.models import Entry, EntryRevision

KINDS = {
    "journal entries": Kind(Entry, lambda row: entry_context(row.public_id)),
    "journal versions": Kind(
        EntryRevision, lambda row: revision_context(row.entry.public_id, row.number), ("entry",)
    ),
}


def rotate_batch(*, kind: str, after: int) -> Batch:
    """Rewrite up to 500 rows of one of KINDS beyond the primary key `after`. Raises CannotDecrypt, naming the row."""
    return rotate_rows(kind, KINDS[kind], after=after)
