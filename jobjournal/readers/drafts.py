"""An entry that is typed and not saved yet: the boxes of its form, and what is in each."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from core.crypto import decrypt, encrypt
from jobjournal.library import known_questions
from jobjournal.models import EntryDraft
from jobjournal.readers.library import Offer, in_language
from jobjournal.rules.composing import DAY, Composed

OWN = "own_words"


class Typed(NamedTuple):
    """What is in a box, as it was typed, and how it got there. `page` is the open page that wrote it last."""

    raw: str
    revision: int
    by_helper: bool = False
    page: str = ""


def questions_of(composed: Composed | None) -> list[dict[str, Any]]:
    """The questions of an entry in order: first the day, then what the sentence needs, then what can follow. None: in
    the person's own words.
    """
    if composed is None:
        return [{**known_questions()[DAY]}, {**known_questions()["duration"], "name": "minutes"}]
    day = [question for question in composed.questions if question["name"] == DAY] or [known_questions()[DAY]]
    return [*day, *(each for each in composed.questions if each["name"] != DAY), *composed.more]


def boxes_of(question: dict[str, Any]) -> list[str]:
    """The names of the boxes in which a question is answered (forms/entries.py draws them)."""
    name = question["name"]
    if question["type"] == "minutes":
        return [f"{name}-h", f"{name}-m"]
    return [name, f"{name}-other"] if question["type"] == "choice" else [name]


def all_boxes(composed: Composed | None) -> list[str]:
    """Every box of an entry's form."""
    own = [OWN] if composed is None else []
    return [*own, *(box for question in questions_of(composed) for box in boxes_of(question))]


def composed_of(offer: Offer, how: str) -> Composed | None:
    """What is asked in one way of telling an activity; None for one's own words ("" or OWN). 404 for no such way."""
    return None if how in ("", OWN) else offer.composed(how)


def draft_of(resident_id: int) -> EntryDraft | None:
    """What this person has begun and not saved."""
    return EntryDraft.objects.filter(resident_id=resident_id).select_related("job").first()


def draft_by_id(public_id: uuid.UUID) -> EntryDraft | None:
    """The draft of this id, whosever it is: whoever asks has asked whose it is."""
    return EntryDraft.objects.filter(public_id=public_id).select_related("job").first()


def drafts_of(resident_id: int) -> list[EntryDraft]:
    """The same as a list."""
    draft = draft_of(resident_id)
    return [draft] if draft is not None else []


def draft_context(public_id: uuid.UUID) -> str:
    """What the words of a draft are bound to."""
    return f"journal-draft:{public_id}"


def typed_in(draft: EntryDraft) -> dict[str, Typed]:
    """What is in each box that somebody wrote in."""
    return {name: Typed(*each) for name, each in decrypt(draft.secret, context=draft_context(draft.public_id)).items()}


def encrypted_typed(draft: EntryDraft, typed: dict[str, Typed]) -> bytes:
    """The same as a draft keeps it."""
    return encrypt({name: list(each) for name, each in typed.items()}, context=draft_context(draft.public_id))


def title_of(offer: Offer, language: str) -> str:
    """What the entry is about, in the words of the council."""
    return in_language(offer.activity.words, language)["label"]
