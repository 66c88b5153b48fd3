"""A claim in brief: its answers by section, what is missing, its timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.presenters.links import page_address, row_address
from claims.presenters.statuses import change_words, status_name
from claims.readers.answer_store import localised_spec
from core.languages.rules import joined, like
from formspec.presenters.words import words
from formspec.rules.answer_types import type_of
from formspec.rules.display import display_answer, row_title
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.visibility import FormState, Problem
from formspec.rules.wording import worded

# How many unanswered questions of a section a task list names.
MOST_MISSING = 3
# From how many answers on a phone is shown one section at a time: about five screens of them.
LONG = 20


@dataclass(frozen=True)
class Addresses:
    """Where an answer is changed: of a page by its key, and of a row by the page and the row."""

    page: Callable[[str], str]
    row: Callable[[str, str], str]


def _addresses(claim: Claim) -> Addresses:
    return Addresses(
        lambda page: f"{page_address(claim, page)}?back=check",
        lambda page, row: f"{row_address(claim, page, row)}?back=check",
    )


def draft_sections(claim: Claim, form_state: FormState, unseen: Collection[str] = ()) -> list[dict[str, Any]]:
    """The shown questions of a draft by section, each with its answer and the page where it can be changed. The answers
    to `unseen` are kept from whoever reads it.
    """
    return sections_of(localised_spec(claim), form_state, _addresses(claim), unseen)


def sections_of(
    spec: FormSpec, form_state: FormState, addresses: Addresses, unseen: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The shown questions of a form by section, each with its answer and the page where it can be changed.

    Notes that an answer brought up stand among them, to be read. `answers` counts those given, `needed` those in the
    way of sending.
    """
    displayed = _displayed(spec, form_state)
    sections = []
    for section in spec.data["sections"]:
        rows = [
            row
            for question in section["questions"]
            if question["key"] in displayed
            for row in _rows(addresses, spec, form_state, displayed[question["key"]], unseen)
        ]
        if rows:
            answers = sum(bool(row["value"]) for row in rows if "change_url" in row)
            needed = len(_problem_places(spec, section, form_state))
            sections.append({"title": section["title"], "rows": rows, "answers": answers, "needed": needed})
    return sections


def _displayed(spec: FormSpec, form_state: FormState) -> dict[str, Question]:
    """The questions that are listed, by key. Of those with the same words ("Universal Credit", of both partners), each
    says on which page it stands.
    """
    shown = [
        worded(question, form_state.values, form_state.derived)
        for question in spec.questions.values()
        if form_state.is_visible(question["key"]) and (type_of(question).takes_answer or "show_if" in question)
    ]
    labels = Counter(question["label"] for question in shown)
    titles = {question["key"]: spec.pages[spec.page_of[question["key"]]]["title"] for question in shown}
    return {q["key"]: _on_page(q, titles[q["key"]]) if labels[q["label"]] > 1 else q for q in shown}


def _on_page(question: Question, title: str) -> Question:
    return {**question, "label": like(question["label"], f"{question['label']} ({title})")}


def is_long(sections: list[dict[str, Any]]) -> bool:
    """Whether these sections of a draft are too much for a phone to show them all at once."""
    return sum(len(section["rows"]) for section in sections) > LONG


def _problem_places(spec: FormSpec, section: dict[str, Any], form_state: FormState) -> list[tuple[str, str]]:
    """The questions of a section without a right answer, each once, with their row."""
    pages = {page["key"] for page in spec.pages_of(section["key"])}
    return list({(p.question, p.row): None for p in form_state.problems if p.page in pages})


def _rows(
    addresses: Addresses, spec: FormSpec, form_state: FormState, question: Question, unseen: Collection[str]
) -> list[dict[str, Any]]:
    if not type_of(question).takes_answer:
        return [{"key": question["label"], "value": question.get("hint", "")}]
    page = spec.page_of[question["key"]]
    change = addresses.page(page)
    if not type_of(question).is_group:
        if question["key"] in unseen:
            return [{"key": question["label"], "value": _("Not shown to you")}]
        value = display_answer(question, form_state.values.get(question["key"]), translate=_)
        return [{"key": question["label"], "value": value, "change_url": change, "change_text": question["label"]}]
    rows = [{"key": question["label"], "value": _count(form_state, question), "change_url": change}]
    for number, row in enumerate(form_state.rows.get(question["key"], []), start=1):
        seen = [part for part in question["fields"] if part["key"] not in unseen]
        shown = [part for part in seen if form_state.is_visible(part["key"], row.id)]
        lines = joined("\n", (_line(part, row.values.get(part["key"])) for part in shown))
        title = row_title(question, number, row.values, translate=_)
        rows.append({"key": title, "value": lines, "change_url": addresses.row(page, row.id)})
    return rows


def _line(part: Question, value: Any) -> str:
    """One field of an entry with its answer."""
    answer = display_answer(part, value, translate=_) or _("not answered")
    return like(part["label"], f"{part['label']}: {answer}")


def _count(form_state: FormState, question: Question) -> str:
    number = len(form_state.rows.get(question["key"], []))
    return _("%(number)s added") % {"number": number} if number else _("None added")


def problems(claim: Claim, form_state: FormState) -> list[dict[str, str]]:
    """What stops a draft from being sent: a sentence and the page where it is put right."""
    return problems_of(localised_spec(claim), form_state, _addresses(claim))


def problems_of(spec: FormSpec, form_state: FormState, addresses: Addresses) -> list[dict[str, str]]:
    """What stops a form from being sent: a sentence and the page where it is put right."""
    return [
        {
            "text": _problem_text(spec, each),
            "url": addresses.row(each.page, each.row) if each.row else addresses.page(each.page),
        }
        for each in form_state.problems
    ]


def _problem_text(spec: FormSpec, problem: Problem) -> str:
    if not problem.row:
        return words(problem.message, spec.questions[problem.question])
    group = spec.questions[spec.group_of[problem.question]]
    return f"{group['label']}: {words(problem.message, spec.fields.get(problem.question))}"


def missing_words(claim: Claim, section: dict[str, Any], form_state: FormState) -> str:
    """What a section that is begun still lacks: its first questions without a right answer, and how many more."""
    spec = localised_spec(claim)
    places = _problem_places(spec, section, form_state)
    named = [_called(spec, form_state, *place) for place in places[:MOST_MISSING]]
    if not named:
        return ""
    listed = ", ".join(f"“{each}”" for each in named)
    more = len(places) - len(named)
    if not more:
        return _("Still to answer: %(questions)s") % {"questions": listed}
    return _("Still to answer: %(questions)s and %(number)s more") % {"questions": listed, "number": more}


def _called(spec: FormSpec, form_state: FormState, key: str, row: str) -> str:
    question = worded(spec.question(key, row) or {}, form_state.values, form_state.derived)
    if not row:
        return question["label"]
    group = spec.questions[spec.group_of[key]]
    known = form_state.rows[group["key"]]
    number, values = next((at, each.values) for at, each in enumerate(known, start=1) if each.id == row)
    return f"{row_title(group, number, values, translate=_)}: {question['label']}"


def last_page_address(claim: Claim, form_state: FormState) -> str:
    """The last page that is shown: where "Back" leads from check-your-answers."""
    displayed = [key for key in localised_spec(claim).pages if form_state.page_status[key] != "not needed"]
    return page_address(claim, displayed[-1])


def timeline(claim: Claim) -> list[dict[str, Any]]:
    """The statuses a sent claim went through, newest first, with what the council said. The claim then has its status
    read.
    """
    changes = list(claim.status_changes.select_related("status").order_by("-at", "-pk"))
    claim.status = changes[0].status
    return [
        {
            "title": status_name(change.status),
            "at": change.at,
            "text": change_words(change),
            "by": change.by_label,
        }
        for change in changes
    ]
