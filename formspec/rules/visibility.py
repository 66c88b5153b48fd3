"""Which questions of a form are shown for a set of answers, what they are worth, and what is still to do.

Hidden answers count as absent everywhere; whoever keeps the answers keeps them too.
"""

from collections import ChainMap
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.answers import Cleaned, clean_shaped, display_answer
from formspec.rules.conditions import REFUSED, holds
from formspec.rules.derived import derive
from formspec.rules.messages import Phrase
from formspec.rules.raw_answers import is_shaped_blank, shape_raw

NOT_STARTED, IN_PROGRESS, DONE, NOT_NEEDED = "not started", "in progress", "done", "not needed"

# Whoever gave one of these names may sign the declaration.
SIGNATORY_FACTS = ("person.name", "representative.name")

Answers = Mapping[tuple[str, str], Any]


@dataclass(frozen=True)
class Problem:
    """Something that stops the form from being sent. `row` is "" outside repeating groups."""

    page: str
    question: str
    row: str
    message: Phrase
    missing: bool


@dataclass(frozen=True)
class Row:
    """A row of a repeating group: its id and the clean values of its shown, valid fields by key."""

    id: str
    values: dict[str, Any]


@dataclass
class FormState:
    """A form seen through a set of answers.

    `values`: clean values of shown, valid answers; a repeating group is a list of its rows' values.
    `cleaned`: by (question, row), every shown question with its value or error.
    `page_status`, `section_status`: one of the four words above, by key.
    """

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    derived: dict[str, bool] = field(default_factory=dict)
    cleaned: dict[tuple[str, str], Cleaned] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    page_status: dict[str, str] = field(default_factory=dict)
    section_status: dict[str, str] = field(default_factory=dict)

    @property
    def submission_values(self) -> dict[str, Any]:
        """What is sent: exactly the shown and valid answers."""
        return self.values

    @property
    def can_be_sent(self) -> bool:
        """Every question that must be answered is, and nothing is wrong."""
        return not self.problems

    def is_visible(self, question: str, row: str = "") -> bool:
        """Say whether a question (or the row's field) is asked."""
        return (question, row) in self.cleaned

    def problems_on(self, page: str) -> list[Problem]:
        """Return the problems of one page, in the order of its questions."""
        return [problem for problem in self.problems if problem.page == page]


class _Derived(dict[str, bool]):
    """Derived values, each worked out when first asked for; compiling made sure its inputs come earlier."""

    def __init__(self, values: dict[str, Any], today: date, known: Mapping[str, bool]) -> None:
        super().__init__()
        self._values, self._today, self._known = values, today, known

    def __missing__(self, name: str) -> bool:
        self[name] = derive(name, self._values, self._today, self._known)
        return self[name]


def visible_answers(
    spec: dict[str, Any],
    answers: Answers,
    today: date,
    *,
    visited: Collection[str] = (),
    known: Mapping[str, bool] | None = None,
) -> FormState:
    """Go through a compiled form once, in order, and return its View. `answers` holds raw answers of any shape.

    `visited` lists pages the person has been through, so that a page of optional questions can be done. `known`
    answers the derived rules that no answer decides.
    """
    walk = _Walk(spec, answers, today, known or {})
    for section in spec["sections"]:
        if walk.is_visible(section):
            for question in section["questions"]:
                walk.ask(question)
    form_state = walk.form_state
    form_state.derived = {name: walk.derived[name] for name in spec.get("derived", ())}
    _set_statuses(spec, walk, visited)
    return form_state


class _Walk:
    """One pass over a form."""

    def __init__(self, spec: dict[str, Any], answers: Answers, today: date, known: Mapping[str, bool]) -> None:
        self.form_state = FormState()
        self.answers, self.today = answers, today
        self.derived = _Derived(self.form_state.values, today, known)
        self.page_of = {key: page["key"] for page in spec["pages"] for key in page["questions"]}
        self.started_pages: set[str] = set()
        self.given: set[str] = set()
        self.context: dict[str, Any] = {"names": []}
        self.refused: dict[str, Any] = {}
        # As conditions see them: with what was given and cannot be taken.
        self.seen: Mapping[str, Any] = ChainMap(self.form_state.values, self.refused)

    def is_visible(self, item: dict[str, Any], row: Mapping[str, Any] | None = None) -> bool:
        condition = item.get("show_if")
        return condition is None or holds(condition, self.seen, self.derived, row)

    def ask(self, question: dict[str, Any]) -> None:
        if not self.is_visible(question):
            return
        key = question["key"]
        cleaned = self._clean(question, self.page_of[key])
        answer_type = type_of(question)
        if answer_type.is_group:
            self._ask_rows(question)
        elif cleaned.value is None:
            if key in self.given:
                self.refused[key] = REFUSED
        else:
            self.form_state.values[key] = cleaned.value
            if answer_type.is_name and question.get("fact") in SIGNATORY_FACTS:
                self.context["names"].append(display_answer(question, cleaned.value))

    def _ask_rows(self, group: dict[str, Any]) -> None:
        page = self.page_of[group["key"]]
        ids = shape_raw(group, self.answers.get((group["key"], "")))
        rows = [self._ask_row(group, row_id, page) for row_id in ids[: group["rows"]["max"]]]
        self.form_state.rows[group["key"]] = rows
        if rows:
            self.form_state.values[group["key"]] = [row.values for row in rows]

    def _ask_row(self, group: dict[str, Any], row_id: str, page: str) -> Row:
        values: dict[str, Any] = {}
        for row_field in group["fields"]:
            if self.is_visible(row_field, values):
                value = self._clean(row_field, page, row_id).value
                if value is not None:
                    values[row_field["key"]] = value
        return Row(row_id, values)

    def _clean(self, question: dict[str, Any], page: str, row: str = "") -> Cleaned:
        shaped = shape_raw(question, self.answers.get((question["key"], row)))
        blank = is_shaped_blank(question, shaped)
        cleaned = clean_shaped(question, shaped, blank, today=self.today, context=self.context)
        self.form_state.cleaned[question["key"], row] = cleaned
        if not blank:
            self.started_pages.add(page)
            self.given.add(question["key"])
        if cleaned.error:
            self.form_state.problems.append(Problem(page, question["key"], row, cleaned.error, missing=blank))
        return cleaned


def _set_statuses(spec: dict[str, Any], walk: _Walk, visited: Collection[str]) -> None:
    form_state = walk.form_state
    with_problems = {problem.page for problem in form_state.problems}
    by_section: dict[str, set[str]] = {section["key"]: set() for section in spec["sections"]}
    for page in spec["pages"]:
        key = page["key"]
        if not any(form_state.is_visible(question) for question in page["questions"]):
            status = NOT_NEEDED
        elif key not in walk.started_pages and key not in visited:
            status = NOT_STARTED
        else:
            status = IN_PROGRESS if key in with_problems else DONE
        form_state.page_status[key] = status
        by_section[page["section"]].add(status)
    for section, statuses in by_section.items():
        form_state.section_status[section] = _together(statuses - {NOT_NEEDED})


def _together(statuses: set[str]) -> str:
    if not statuses:
        return NOT_NEEDED
    return statuses.pop() if len(statuses) == 1 else IN_PROGRESS
