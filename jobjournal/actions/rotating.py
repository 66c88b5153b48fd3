"""What of the journal is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from core.rotating import Kind, rotate_kinds
from jobjournal.models import Entry, EntryDraft, EntryRevision
from jobjournal.readers.drafts import draft_context
from jobjournal.readers.entry_words import entry_context, revision_context

KINDS = {
    "journal entries": Kind(Entry, lambda row: entry_context(row.public_id)),
    "journal drafts": Kind(EntryDraft, lambda row: draft_context(row.public_id)),
    "journal versions": Kind(EntryRevision, lambda row: revision_context(row.entry.public_id, row.number), ("entry",)),
}
rotate_kinds(KINDS)
