"""Merges a long text that two people edit at the same time: both keep their words, whoever saves last.

The page sends the text that it started from. A forged one can only affect how the sender's own words are merged, and
the sender may overwrite the whole answer anyway, by naming its current revision.
"""

from __future__ import annotations

from typing import Any

from claims.actions.changes import AnswerChange
from claims.readers.answer_store import StoredAnswer
from core.rules.merging import merge_texts
from formspec.rules.answer_types import type_of
from formspec.rules.answers import shape_raw
from formspec.rules.form_spec import Question
from formspec.rules.raw_answers import MAX_RAW_TEXT

# A page that has no reply to more changes than this says some of its words twice.
MOST_NAMED = 20


def merged_raw(question: Question, stored: StoredAnswer | None, change: AnswerChange, raw: Any) -> str | None:
    """What is stored and what was typed (`raw`) in one, when others saved since the page was drawn; None when there is
    nothing to merge or the page does not say what it changed.
    """
    if stored is None or not change.known or not type_of(question).merges or stored.revision == change.base:
        return None
    if change.id and change.id in stored.merged:
        return stored.raw
    together = merge_texts(_base(question, stored, change), stored.raw, raw)
    # What is too long to be kept is shown to whoever is late.
    return together if len(together) <= MAX_RAW_TEXT else None


def _base(question: Question, stored: StoredAnswer, change: AnswerChange) -> str:
    """The latest text of the page that is in what is stored."""
    for name, text in reversed(change.known):
        shaped = shape_raw(question, text)
        if not name or name in stored.merged or shaped == stored.raw:
            return shaped
    return ""


def merged_after(stored: StoredAnswer | None, change: AnswerChange) -> list[str]:
    """The names of the latest changes that are in an answer once this one is. What this one follows up is in it too,
    should it arrive later.
    """
    before = list(stored.merged) if stored is not None else []
    names = [name for name, _text in change.known if name] + ([change.id] if change.known and change.id else [])
    return [*before, *(name for name in names if name not in before)][-MOST_NAMED:]
