"""What is shared, be it a form or another page (formspec/rules/shared_pages.py): its name, questions and answers."""

from __future__ import annotations

from typing import Any, NamedTuple

from claims.models import Answer
from claims.readers.answer_store import StoredAnswer, localised_spec, stored_answers, stored_since
from cobrowse.models import SharedForm
from formspec.rules.display import display_raw
from formspec.rules.form_spec import Question
from formspec.rules.shared_pages import shared_page

Place = tuple[str, str]


class Stored(NamedTuple):
    """One answer as it is stored."""

    raw: Any
    revision: int
    by_helper: bool


def title_of(share: SharedForm) -> str:
    """What it is called, in the page's language."""
    return shared_page(share.kind).title(share.subject) if share.kind else localised_spec(share.claim).title


def question_of(share: SharedForm, key: str, row: str = "") -> Question | None:
    """One of its questions, in the page's language; None for no such."""
    if not share.kind:
        return localised_spec(share.claim).question(key, row)
    page = shared_page(share.kind)
    if row:
        return None
    return page.questions(share.subject).get(key) if share.subject is not None else page.question(key)


def stored_of(share: SharedForm, *, after: int = -1) -> dict[Place, Stored]:
    """Everything that is stored of it, or for a form what was saved after a revision, by question and row."""
    if not share.kind:
        return as_stored(stored_answers(share.claim) if after < 0 else stored_since(share.claim, after))
    if share.subject is None:
        return {}
    return {(key, ""): Stored(*each) for key, each in shared_page(share.kind).answers(share.subject).items()}


def as_stored(answers: dict[Place, StoredAnswer]) -> dict[Place, Stored]:
    """Answers of a form as those of any page."""
    helper = Answer.Provenance.HELPER
    return {place: Stored(each.raw, each.revision, each.provenance == helper) for place, each in answers.items()}


def displayed(share: SharedForm, question: Question, raw: Any, translate: Any = str) -> str:
    """An answer in words, "" for none."""
    if share.kind:
        return shared_page(share.kind).display(question["key"], raw)
    return display_raw(question, raw, translate=translate)
