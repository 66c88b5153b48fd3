"""What answers bring up on their own page: without scripts nobody has seen it yet, so it holds the page once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from claims.readers.answer_store import StoredAnswer
from claims.views.posted import page_id_in
from formspec.rules.answer_types import type_of
from formspec.rules.answers import Cleaned, is_blank
from formspec.rules.form_spec import Question
from formspec.rules.visibility import FormState

Place = tuple[str, str]


@dataclass(frozen=True)
class BroughtUp:
    """Keys of questions that must be answered, of those that may be, and of notes, which were not shown before."""

    needed: Collection[str] = ()
    optional: Collection[str] = ()
    notes: Collection[str] = ()

    def __bool__(self):
        return bool(self.needed or self.optional or self.notes)

    @property
    def words(self) -> str:
        """Why the page is there once more."""
        if self.needed:
            return _("Because of your answer we need to know a little more. Your answers are saved.")
        if self.optional:
            return _("Because of your answer there is more that you can answer or leave. Your answers are saved.")
        return _("Because of your answer there is more to read on this page. Your answers are saved.")


def brought_up(
    request: HttpRequest, questions: list[Question], form_state: FormState, stored: Mapping[Place, StoredAnswer],
    before: Callable[[], FormState], row: str = "",
) -> BroughtUp:  # fmt: skip
    """What the answers posted just now brought up among these questions of a page (or of a row).

    `before` works out the form as it was when the page was drawn; it is asked only when something may be new. Where
    the page's script ran (`_page_id`), who leaves a question empty has seen it, unless no script could show it
    (`_unseen`): by then the script has saved the answer that brought it up.
    """
    missing = {problem.question for problem in form_state.problems if problem.missing and problem.row == row}
    hanging = [q for q in questions if "show_if" in q and form_state.is_visible(q["key"], row)]
    needed = [q["key"] for q in hanging if q["key"] in missing]
    notes = [q["key"] for q in hanging if not type_of(q).takes_answer]
    optional = []
    if not page_id_in(request.POST.get("_page_id")):
        optional = [
            q["key"] for q in hanging
            if q["key"] not in (*missing, *notes) and _is_unanswered(q, stored.get((q["key"], row)))
        ]  # fmt: skip
    if not (needed or optional or notes):
        return BroughtUp()
    state_before, unseen = before(), request.POST.getlist("_unseen")
    return BroughtUp(
        *(
            [key for key in keys if key in unseen or not state_before.is_visible(key, row)]
            for keys in (needed, optional, notes)
        )
    )


def _is_unanswered(question: Question, stored: StoredAnswer | None) -> bool:
    return stored is None or is_blank(question, stored.raw)


def without_errors(form_state: FormState, keys: Collection[str], row: str = "") -> FormState:
    """Questions that a person sees for the first time are asked, not scolded about."""
    for key in keys:
        form_state.cleaned[key, row] = Cleaned()
    return form_state
