"""The words of an entry, which are encrypted where they are kept: sealing them, and opening those of a row."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from core.crypto import decrypt, encrypt
from jobjournal.models import Entry, EntryRevision


@dataclass(frozen=True)
class EntryWords:
    """What an entry says.

    `sentence` is English and built on the server from `template_text` (as it was then) and `slots` (raw values by the
    names of its gaps: text, ISO days, "10:30", minutes, numbers). `own_words` is what the person wrote instead or
    beside it, in the entry's language.
    """

    sentence: str
    slots: dict[str, Any] = field(default_factory=dict)
    own_words: str = ""
    template_text: str = ""


def words_beside(words: EntryWords, language: str) -> str:
    """What the person wrote that the sentence does not hold, or "": their own words in English are the sentence."""
    return words.own_words if words.template_text or language != "en" else ""


def entry_context(public_id: uuid.UUID) -> str:
    """What the words of an entry are bound to."""
    return f"journal-entry:{public_id}"


def revision_context(public_id: uuid.UUID, number: int) -> str:
    """What the words of one version of an entry are bound to; `public_id` is the entry's."""
    return f"journal-entry:{public_id}:{number}"


def encrypted_entry(public_id: uuid.UUID, words: EntryWords) -> bytes:
    """The words as an entry keeps them."""
    return encrypt(asdict(words), context=entry_context(public_id))


def encrypted_revision(public_id: uuid.UUID, number: int, words: EntryWords) -> bytes:
    """The words as a version of an entry keeps them."""
    return encrypt(asdict(words), context=revision_context(public_id, number))


def words_of(entry: Entry) -> EntryWords:
    """What an entry says now. Raises core.crypto.CannotDecrypt."""
    return EntryWords(**decrypt(entry.secret, context=entry_context(entry.public_id)))


def words_of_revision(revision: EntryRevision) -> EntryWords:
    """What one version says; `revision.entry` is read. Raises core.crypto.CannotDecrypt."""
    context = revision_context(revision.entry.public_id, revision.number)
    return EntryWords(**decrypt(revision.secret, context=context))
