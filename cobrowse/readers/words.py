"""What was said, which is encrypted where it is kept."""

from __future__ import annotations

import uuid
from typing import Any

from cobrowse.models import HelpEvent, HelpRequest
from core.crypto import decrypt, encrypt


def context_of(public_id: uuid.UUID, number: int) -> str:
    """What the words of an event are bound to; `public_id` is the request's."""
    return f"help:{public_id}:{number}"


def encrypted_words(public_id: uuid.UUID, number: int, words: str) -> bytes | None:
    """The words as an event keeps them; None for none."""
    return encrypt(words, context=context_of(public_id, number)) if words else None


def said_in(request: HelpRequest) -> dict[str, Any]:
    """What the person said when they asked and since, as the first step of asking names it."""
    kinds = (HelpEvent.Kind.ASKED, HelpEvent.Kind.SAID)
    said = request.events.filter(kind__in=kinds, by=HelpEvent.By.RESIDENT).order_by("number")
    words = "\n".join(filter(None, (words_of(each, request.public_id) for each in said)))
    return {"about": request.about, "words": words, "urgencies": request.urgencies}


def words_of(event: HelpEvent, public_id: uuid.UUID) -> str:
    """What was said in an event, "" for one without words. Raises core.crypto.CannotDecrypt."""
    return decrypt(event.secret, context=context_of(public_id, event.number)) if event.secret else ""
