"""A shared form as the adviser sees it: the page on which the person is, drawn from the answers that may be seen.

An answer that may not be seen is taken out before anything is drawn: nothing on the way can show what it has not got.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Claim
from claims.papers.readers import kinds_given
from claims.presenters.page import PageState, question_content
from claims.readers.answer_store import StoredAnswer, localised_spec, spec_of, stored_answers
from claims.readers.claims import form_state_of
from cobrowse.models import SharedForm
from cobrowse.sharing.presenters.papers import papers_content
from formspec.rules.answer_types import type_of
from formspec.rules.answers import clean_answer, is_blank
from formspec.rules.display import display_answer, row_title
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.shared_pages import SharedAnswer, shared_page
from formspec.rules.sharing import may_change, may_see, seen_values
from formspec.rules.visibility import FormState

Place = tuple[str, str]
View = SharedForm.View


@dataclass(frozen=True)
class Part:
    """One question for the adviser: its markup to see or to fill in, or its label and what may be said of it.
    `only_theirs`: the adviser may fill in the form, and this answer of it is the person's own to give. `version` is the
    one of the form, by its id; 0 on another page than a form's.
    """

    key: str
    row: str
    label: str
    html: SafeString = SafeString("")
    says: str = ""
    may_change: bool = False
    only_theirs: bool = False
    version: int = 0

    @property
    def id(self) -> str:
        """What tells it from the other questions of the page."""
        return f"{self.key}.{self.row}" if self.row else self.key


@dataclass
class FormContent:
    """The page as it is drawn. `lines` are (label, words): of check-your-answers, of a list of pages or of rows;
    `papers`, of the pages about the whole form, (name, how it stands); `pages` the person's others, (key, title);
    `note` how long it is kept, where the page says that.
    """

    form: str
    title: str
    place: str
    revision: int
    parts: list[Part] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    papers: list[tuple[str, str]] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Form:
    """The draft with what of it may be seen: `stored` holds no other answers. `version`: the form's, by its id."""

    version: int
    spec: FormSpec
    state: FormState
    stored: dict[Place, StoredAnswer]
    all: dict[Place, StoredAnswer]
    may_edit: bool
    typed: dict[Place, Any]
    conflicts: dict[Place, tuple[Any, int]]


def place_of(share: SharedForm) -> str:
    """What tells the page that is shown from others, also from the like of another form."""
    return "-".join(filter(None, (share.view, share.page, share.row, str(order_of(share)))))


def order_of(share: SharedForm) -> int:
    """A number that tells a share from others and is greater than those before, of which the revisions are others."""
    return int(share.began_at.timestamp() * 1000)


def form_content(
    share: SharedForm, *, typed: dict[Place, Any] | None = None, conflicts: dict[Place, tuple[Any, int]] | None = None
) -> FormContent:
    """The page for the adviser. `typed` and `conflicts` are of an answer that the adviser's did not overwrite."""
    if share.kind:
        return _other_page(share, typed or {}, conflicts or {})
    return page_of_form(share, form_of(share.claim, share.may_edit, typed or {}, conflicts or {}))


def page_of_form(share: SharedForm, form: Form) -> FormContent:
    """The page of a form that is drawn already."""
    view, page = share.view, form.spec.pages.get(share.page)
    content = FormContent(
        form.spec.title, "", place_of(share), share.claim.head_revision, pages=_other_pages(form, page)
    )
    if view in (View.PAGE, View.ROW) and page is not None:
        _draw_page(content, form, share)
    elif view == View.CHECK:
        content.title, content.lines = _("Check your answers"), _all_answers(form)
    else:
        content.title, content.lines = _("The list of pages"), _pages(form)
    if view in (View.CHECK, View.TASK_LIST):
        content.papers = papers_content(form.spec, form.state.values, partial(kinds_given, share.claim))
    return content


def _other_page(share: SharedForm, typed: dict[Place, Any], conflicts: dict[Place, tuple[Any, int]]) -> FormContent:
    """A page that is no form's, from what it declares: what is masked is not drawn either."""
    page, draft = shared_page(share.kind), share.subject
    title, answers = page.title(draft), page.answers(draft)
    others = {key: SharedAnswer(raw, revision, False) for (key, _row), (raw, revision) in conflicts.items()}
    drawn = page.markup(draft, {key: raw for (key, _row), raw in typed.items()}, others)
    content = FormContent(title, title, place_of(share), draft.head_revision, note=page.kept_words())
    for key, question in page.questions(draft).items():
        if not may_see(question):
            says = _filled_words() if key in answers and answers[key].raw else _empty_words()
            content.parts.append(Part(key, "", question["label"], says=says))
            continue
        changes = share.may_edit and may_change(question)
        only_theirs = share.may_edit and not changes
        content.parts.append(
            Part(key, "", question["label"], html=drawn[key], may_change=changes, only_theirs=only_theirs)
        )
    return content


def form_of(claim: Claim, may_edit: bool, typed: dict[Place, Any], conflicts: dict[Place, Any]) -> Form:
    """The draft as it is stored now. Two queries at the most."""
    spec, everything = localised_spec(claim), stored_answers(claim)
    state = form_state_of(claim, everything)
    seen = {place: answer for place, answer in everything.items() if _may_see(spec, place)}
    return Form(claim.form_version_id, spec, state, seen, everything, may_edit, typed, conflicts)


def with_newer(form: Form, claim: Claim, newer: dict[Place, StoredAnswer]) -> Form:
    """The form after other answers to questions that stand alone (formspec/rules/dependence.py)."""
    spec, today = spec_of(claim), timezone.localdate()
    shown = {place: answer for place, answer in newer.items() if form.state.is_visible(*place)}
    again = {place: clean_answer(spec.question(*place), answer.raw, today=today) for place, answer in shown.items()}
    seen = {place: answer for place, answer in newer.items() if _may_see(form.spec, place)}
    return replace(
        form, state=replace(form.state, cleaned={**form.state.cleaned, **again}), stored={**form.stored, **seen},
        all={**form.all, **newer},
    )  # fmt: skip


def _may_see(spec: FormSpec, place: Place) -> bool:
    question = spec.question(*place)
    return question is not None and may_see(question)


def _draw_page(content: FormContent, form: Form, share: SharedForm) -> None:
    content.title = form.spec.pages[share.page]["title"]
    group = form.spec.group_on(share.page)
    if share.view == View.ROW and group is not None:
        content.title = _row_title(form, group, share.row)
        content.parts = [
            part_of(form, each, share.row) for each in group["fields"] if form.state.is_visible(each["key"], share.row)
        ]
        return
    questions = [each for each in form.spec.questions_on(share.page) if form.state.is_visible(each["key"])]
    content.parts = [part_of(form, each, "") for each in questions if not type_of(each).is_group]
    content.lines = [line for each in questions if type_of(each).is_group for line in _rows(form, each)]


def part_of(form: Form, question: Question, row: str) -> Part:
    """One question of the page."""
    place = (question["key"], row)
    if not type_of(question).takes_answer:
        return Part(*place, question["label"], html=_markup(form, question, row))
    if not may_see(question):
        return Part(*place, question["label"], says=_masked_words(form, question, place))
    if not type_of(question).by_hand:
        return Part(*place, question["label"], says=_words(form, question, place))
    changes = form.may_edit and may_change(question)
    only_theirs = form.may_edit and not changes
    html = _markup(form, question, row)
    return Part(*place, question["label"], html=html, may_change=changes, only_theirs=only_theirs, version=form.version)


def _markup(form: Form, question: Question, row: str) -> SafeString:
    # The state of the form is for what is shown and hidden only: values come from the answers that may be seen.
    page_state = PageState(form.spec, form.state, form.stored, form.typed, form.conflicts, followed=form.may_edit)
    return question_content(page_state, question, row).questions[0]


def _masked_words(form: Form, question: Question, place: Place) -> str:
    """Whether it is filled in and right, and nothing else."""
    stored, cleaned = form.all.get(place), form.state.cleaned.get(place)
    if stored is None or is_blank(question, stored.raw):
        return _empty_words()
    if cleaned is None or cleaned.error is not None:
        return _("You cannot see this answer. It is filled in, and something in it is not right.")
    return _filled_words()


def _empty_words() -> str:
    return _("You cannot see this answer. It is not filled in.")


def _filled_words() -> str:
    return _("You cannot see this answer. It is filled in.")


def _words(form: Form, question: Question, place: Place) -> str:
    cleaned = form.state.cleaned.get(place)
    value = cleaned.value if cleaned is not None else None
    if type_of(question).is_upload:
        number = len(value) if value else 0
        return ngettext("%(number)s file", "%(number)s files", number) % {"number": number} if number else _("No files")
    return display_answer(question, value, translate=_) or _("not answered")


def _line(form: Form, question: Question, row: str = "") -> tuple[str, str]:
    place = (question["key"], row)
    says = _words(form, question, place) if may_see(question) else _masked_words(form, question, place)
    return question["label"], says


def _all_answers(form: Form) -> list[tuple[str, str]]:
    lines = []
    for question in form.spec.questions.values():
        if not form.state.is_visible(question["key"]) or not type_of(question).takes_answer:
            continue
        lines += _rows(form, question) if type_of(question).is_group else [_line(form, question)]
    return lines


def _rows(form: Form, group: Question) -> list[tuple[str, str]]:
    lines = []
    for row in form.state.rows.get(group["key"], []):
        shown = [each for each in group["fields"] if form.state.is_visible(each["key"], row.id)]
        said = [f"{label}: {words}" for label, words in (_line(form, each, row.id) for each in shown)]
        lines.append((_row_title(form, group, row.id), "\n".join(said)))
    return lines or [(group["label"], _("None added"))]


def _row_title(form: Form, group: Question, row: str) -> str:
    rows = form.state.rows.get(group["key"], [])
    found = [(number, known) for number, known in enumerate(rows, start=1) if known.id == row]
    number, values = (found[0][0], found[0][1].values) if found else (len(rows) + 1, {})
    return row_title(group, number, seen_values(group["fields"], values), translate=_)


def _other_pages(form: Form, here: dict[str, Any] | None) -> list[tuple[str, str]]:
    statuses = form.state.page_status
    needed = [page for key, page in form.spec.pages.items() if statuses[key] != "not needed" and page is not here]
    return [(page["key"], page["title"]) for page in needed]


def _pages(form: Form) -> list[tuple[str, str]]:
    words = {
        "not started": _("Not started"), "in progress": _("In progress"), "done": _("Done"),
    }  # fmt: skip
    statuses = form.state.page_status
    return [(page["title"], words[statuses[key]]) for key, page in form.spec.pages.items() if statuses[key] in words]
