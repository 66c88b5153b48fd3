"""Pages of a correction: the questions with what was said, what is changed, and how each ask stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.correcting.actions.saving import Typed
from claims.correcting.readers import CLAIMANT, Case, corrections_of, entries_of, values_after, values_before
from claims.correcting.rules import Place, Worked
from claims.models import Claim, CorrectionAsk
from claims.presenters.page import PageState, question_content
from claims.presenters.submission import answer_in_words
from claims.readers.answer_store import localised_spec
from claims.readers.where_it_goes import Closed
from core.rules.numbers import whole_number
from formspec.presenters.words import words
from formspec.rules.answer_types import type_of
from formspec.rules.answers import raw_from_post
from formspec.rules.display import row_title
from formspec.rules.form_spec import FormSpec, Question

REVISION, ADD, REMOVE = "_revision", "_add", "_remove"


@dataclass(frozen=True)
class Entry:
    """One entry of a repeating group: its id, title and drawn questions."""

    id: str
    title: str
    questions: list[Any]


@dataclass(frozen=True)
class Drawn:
    """One question that may be changed: what was said in it, and its control or its entries."""

    key: str
    label: str
    said: str
    questions: list[Any]
    is_group: bool = False
    entries: tuple[Entry, ...] = ()
    can_add: bool = False


def typed_from(post: QueryDict, spec: FormSpec, entries: Mapping[str, list[str]]) -> Typed:
    """What a page of `edit_content` posts. `entries`: the ids of the entries of each group that it may have drawn."""
    answers: dict[Place, Any] = {}
    for key, question in spec.questions.items():
        if f"_base-{key}" in post:
            answers[key, ""] = raw_from_post(question, post)
        for row in entries.get(key, ()):
            for part in question["fields"]:
                name = f"{row}-{part['key']}"
                if f"_base-{name}" in post:
                    answers[part["key"], row] = raw_from_post({**part, "key": name}, post)
    return Typed(
        answers=answers,
        revision=whole_number(post.get(REVISION, ""), most=10**9) or 0,
        add_to=post.get(ADD, ""),
        remove=post.get(REMOVE, ""),
    )


def edit_content(
    case: Case, typed: Mapping[Place, Any], *, show_errors: bool = False, closed: Closed = MappingProxyType({})
) -> tuple[list[Drawn], list[tuple[str, str]]]:
    """The questions that may be changed, with what is typed in their boxes, and what is wrong: (sentence, control).
    `closed` are those that others answer.
    """
    spec, worked = localised_spec(case.ask.claim), case.worked_out(typed)
    state = PageState(
        spec, worked.state, case.stored_with(typed), show_errors=show_errors, keeps_hidden=True, closed=closed
    )
    drawn, errors = [], []
    for question in (spec.questions[key] for key in worked.keys):
        is_seen = closed.get(question["key"], True)
        said = answer_in_words(question, case.sent.get(question["key"])) if is_seen else _("Not shown to you")
        if type_of(question).is_group:
            one, wrong = _group(case, typed, state, question, said)
            errors += wrong + (_group_errors(worked, question) if show_errors else [])
        else:
            content = question_content(state, question)
            one, wrong = Drawn(question["key"], question["label"], said, content.questions), content.errors
            errors += wrong
        drawn.append(one)
    return drawn, errors


def _group(
    case: Case, typed: Mapping[Place, Any], state: PageState, group: Question, said: str
) -> tuple[Drawn, list[tuple[str, str]]]:
    """A repeating group with all its entries on the page, and what is wrong in them."""
    values = {row.id: row.values for row in state.form_state.rows.get(group["key"], [])}
    entries, errors = [], []
    for number, row in enumerate(entries_of(case, typed, group["key"]), start=1):
        asked = [part for part in group["fields"] if state.form_state.is_visible(part["key"], row)]
        contents = [question_content(state, part, row, prefix=f"{row}-") for part in asked]
        title = row_title(group, number, values.get(row, {}), translate=_)
        entries.append(Entry(row, title, [html for content in contents for html in content.questions]))
        errors += [error for content in contents for error in content.errors]
    can_add = len(entries) < group["rows"]["max"]
    return Drawn(group["key"], group["label"], said, [], True, tuple(entries), can_add), errors


def _group_errors(worked: Worked, group: Question) -> list[tuple[str, str]]:
    """What is wrong with the group itself, leading to its heading."""
    mine = [problem for problem in worked.problems if problem.question == group["key"] and not problem.row]
    return [(words(problem.message, group), f"group-{group['key']}") for problem in mine]


def changes_content(
    spec: FormSpec, keys: list[str], before: dict[str, Any], after: dict[str, Any], unseen: Collection[str] = ()
) -> list[dict]:
    """Each of these questions with what was said and what is said now, masked where pages mask it; not those `unseen`
    by whoever reads it.
    """
    return [
        {
            "key": key,
            "label": spec.questions[key]["label"],
            "before": answer_in_words(spec.questions[key], before.get(key)) or _("no answer"),
            "after": answer_in_words(spec.questions[key], after.get(key)) or _("no answer"),
        }
        for key in keys
        if key in spec.questions and key not in unseen
    ]


def check_content(case: Case, unseen: Collection[str] = ()) -> tuple[Worked, list[dict[str, Any]]]:
    """What would be sent, and the changes in it, for the page that asks once more."""
    worked, spec = case.worked_out(), localised_spec(case.ask.claim)
    return worked, changes_content(spec, worked.changed, case.sent, worked.values, unseen)


def ask_words(ask: CorrectionAsk) -> dict[str, Any]:
    """Why something is asked again and by when, as the claimant reads it."""
    spec = localised_spec(ask.claim)
    labels = [spec.questions[key]["label"] for key in ask.keys if key in spec.questions]
    return {"why": ask.get_reason_display(), "words": ask.words, "due_on": ask.due_on, "labels": labels}


def ask_row(claim: Claim, ask: CorrectionAsk) -> dict[str, Any]:
    """An ask in the claimant's list: what, why, by when, how it stands."""
    ask.claim = claim
    state = _("You sent it") if hasattr(ask, "correction") else _("Not sent")
    return ask_words(ask) | {
        "url": reverse("claims:correct", args=[claim.public_id, ask.public_id]),
        "state": _("Not needed any more") if ask.cancelled_by_label else state,
        "begun": ask.secret is not None,
    }


def corrections_content(claim: Claim, unseen: Collection[str] = ()) -> list[dict[str, Any]]:
    """Every correction of a claim, newest first: who, when, why, and each answer before and after."""
    found = corrections_of(claim)
    content = []
    for correction in found:
        correction.claim = claim
        before = values_before(correction, found)
        changes = changes_content(localised_spec(claim), correction.keys, before, values_after(correction), unseen)
        by_officer = correction.ask.whose != CLAIMANT
        content.append(
            {
                "at": correction.at,
                "by": correction.by_label,
                "by_officer": by_officer,
                "because": correction.ask.words,
                "changes": changes,
            }  # fmt: skip
        )
    return content[::-1]
