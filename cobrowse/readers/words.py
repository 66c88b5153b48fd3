"""What was said, which is encrypted where it is kept."""

from __future__ import annotations

import uuid

from cobrowse.models import HelpEvent
from core.crypto import decrypt, encrypt


def context_of(public_id: uuid.UUID, number: int) -> str:
    """What the words of an event are bound to; `public_id` is the request's."""
    return f"help:{public_id}:{number}"


def encrypted_words(public_id: uuid.UUID, number: int, words: str) -> bytes | None:
    """The words as an event keeps them; None for none."""
    return encrypt(words, context=context_of(public_id, number)) if words else None


def words_of(event: HelpEvent, public_id: uuid.UUID) -> str:
    """What was said in an event, "" for one without words. Raises core.crypto.CannotDecrypt."""
    return decrypt(event.secret, context=context_of(public_id, event.number)) if event.secret else ""
