"""The rows of a repeating group: the page that lists them, and one row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.keeping.switching import is_switch, saves_what_is_typed
from claims.actions.answering import Saved, add_row, remove_row, save_answers
from claims.models import Claim
from claims.presenters.links import page_address, row_address
from claims.presenters.page import PageState, group_rows, page_content, row_content
from claims.readers import claims as readers
from claims.readers.answer_store import StoredAnswer, localised_spec, stored_answers
from claims.readers.where_it_goes import closed_to
from claims.views.after_sending import sent_leads_to_receipt
from claims.views.brought_up import brought_up, without_errors
from claims.views.drawing import UNPROCESSABLE, address_for_later, draw_page, say_merged
from claims.views.moved import form_changed, opened, refuses_late, to_task_list, version_in
from claims.views.onward import FROM_LIST, address_after, address_after_row, may_add
from claims.views.posted import changes_in
from claims.views.vanished import vanished_row
from claims.views.warning import warn_once
from core.asking import ask_first, is_sure
from formspec.presenters.words import words
from formspec.rules.answers import raw_from_post
from formspec.rules.display import row_title
from formspec.rules.form_spec import Question
from formspec.rules.visibility import FormState

Stored = dict[tuple[str, str], StoredAnswer]


def group_page(request: HttpRequest, claim: Claim, page_key: str, group: Question) -> HttpResponse:
    """The rows of a repeating group: add, change, remove, or go on."""
    if is_switch(request):
        # Words of a row that went away are in no box: they stay on the page that shows them.
        lost = changes_in(request, group["fields"])
        return vanished_row(request, claim, page_key, group) if lost else redirect(page_address(claim, page_key))
    if "_add" in request.POST:
        row = add_row(public_id=claim.public_id, group=group["key"], by=request.actor)
        # What was typed for a row that went away meanwhile (claims/views/vanished.py).
        save_answers(public_id=claim.public_id, changes=changes_in(request, group["fields"], row), by=request.actor)
        return redirect(row_address(claim, page_key, row))
    if "_remove" in request.POST:
        if not is_sure(request):
            return _ask_about_row(request, claim, page_key, group)
        remove_row(public_id=claim.public_id, group=group["key"], row=request.POST["_remove"], by=request.actor)
        return redirect(page_address(claim, page_key))
    stored = None
    if request.method == "POST":
        stored = save_answers(public_id=claim.public_id, changes=[], page=page_key, by=request.actor).after([])
        if "_later" in request.POST:
            return redirect(address_for_later(request, claim))
    stored = stored_answers(claim) if stored is None else stored
    form_state = readers.form_state_of(claim, stored)
    problems = form_state.problems_on(page_key)
    if request.method == "POST" and not problems:
        return redirect(address_after(request, claim, form_state, page_key))
    return _draw_group(request, claim, page_key, group, _state(request, claim, form_state, stored))


def _ask_about_row(request: HttpRequest, claim: Claim, page_key: str, group: Question) -> HttpResponse:
    """Before a row goes with all its answers, the person is asked."""
    here = page_address(claim, page_key)
    for number, row in enumerate(readers.form_state_of(claim).rows.get(group["key"], []), start=1):
        if row.id == request.POST["_remove"]:
            title = row_title(group, number, row.values, translate=_)
            return ask_first(
                request, question=_("Remove “%(name)s”?") % {"name": title}, keep_url=here,
                words=_("Everything that you said about it goes too."), hidden={"_remove": row.id},
            )  # fmt: skip
    return redirect(here)


def _draw_group(
    request: HttpRequest, claim: Claim, page_key: str, group: Question, page_state: PageState
) -> HttpResponse:
    content = page_content(page_state, page_key)
    rows = page_state.form_state.rows.get(group["key"], [])
    addresses = {row.id: f"{row_address(claim, page_key, row.id)}?back={FROM_LIST}" for row in rows}
    if request.method == "POST":
        content.errors = group_errors(page_state, page_key)
    return draw_page(
        request, claim, page_key, content, form_state=page_state.form_state,
        status=UNPROCESSABLE if content.errors else 200,
        group=group, rows=group_rows(page_state, group, addresses), can_add=may_add(page_state.form_state, group),
        add_text=_("Add another") if rows else _("Add the first one"),
        # An empty list that needs a row has one way on.
        must_add=not rows and bool(group["rows"]["min"]),
    )  # fmt: skip


def group_errors(page_state: PageState, page_key: str) -> list[tuple[str, str]]:
    """One sentence a problem, leading to the row's card or to the button that adds one."""
    errors = []
    for problem in page_state.form_state.problems_on(page_key):
        target = f"row-{problem.row}" if problem.row else "add-row"
        question = page_state.spec.question(problem.question, problem.row)
        errors.append((words(problem.message, question), target))
    return errors


@login_not_required
@saves_what_is_typed
@require_http_methods(["GET", "POST"])
@sent_leads_to_receipt
@refuses_late
def row(request: HttpRequest, public_id: str, page: str, row: str) -> HttpResponse:
    """One row of a repeating group."""
    claim = readers.draft_for(request.actor, public_id) if request.method == "POST" else opened(request, public_id)
    spec = localised_spec(claim)
    group = spec.group_on(page) if page in spec.pages else None
    if request.method == "POST" and group is not None:
        return _save_row(request, public_id, page, group, row)
    if group is None and claim.is_draft and claim.moved_from_id:
        # What was typed in an entry of a list that is not asked for any more.
        return form_changed(request, public_id, page, row) if request.method == "POST" else to_task_list(claim)
    if group is None or not claim.is_draft:
        raise Http404
    stored = stored_answers(claim)
    form_state = readers.form_state_of(claim, stored)
    if not _is_there(form_state, group, row):
        return vanished_row(request, claim, page, group)
    page_state = _state(request, claim, form_state, stored, followed=claim.followed, signs=request.actor.signs)
    return _draw_row(request, claim, page, group, row, page_state)


def _save_row(request: HttpRequest, public_id: str, page: str, group: Question, row: str) -> HttpResponse:
    changes = changes_in(request, group["fields"], row)
    saved = save_answers(public_id=public_id, changes=changes, by=request.actor, version=version_in(request))
    claim = readers.draft_for(request.actor, public_id)
    say_merged(request, claim, saved)
    spec, stored = localised_spec(claim), stored_answers(claim)
    form_state = readers.form_state_of(claim, stored)
    if not _is_there(form_state, group, row):
        return vanished_row(request, claim, page, group)
    if is_switch(request) and not saved.conflicts:
        return redirect(request.get_full_path())
    before = _before(stored, saved, {group["key"], *(change.key for change in changes)})
    new = brought_up(
        request, group["fields"], form_state, stored, before=lambda: readers.form_state_of(claim, before), row=row
    )
    others = {*new.needed, *closed_to(request.actor, claim)}
    wrong = [each for each in form_state.problems_on(page) if each.row == row and each.question not in others]
    if not saved.conflicts and "_later" in request.POST:
        return redirect(page_address(claim, page))
    held = bool(saved.conflicts or wrong or new)
    warned = [] if held else warn_once(request, form_state, group["fields"], row)
    if not (held or warned):
        return redirect(address_after_row(request, claim, form_state, page, group))
    typed = {place: raw_from_post(spec.fields[place[0]], request.POST) for place in saved.conflicts}
    shown = without_errors(form_state, new.needed, row)
    page_state = _state(
        request, claim, shown, stored, typed=typed, conflicts=saved.conflicts, show_errors=True,
        followed=claim.followed, signs=request.actor.signs,
    )  # fmt: skip
    return _draw_row(request, claim, page, group, row, page_state, why=new.words if new else "", warned=warned)


def _state(request: HttpRequest, claim: Claim, form_state: FormState, stored: Stored, **more: Any) -> PageState:
    closed = closed_to(request.actor, claim)
    return PageState(localised_spec(claim), form_state, stored, closed=closed, **more)


def _is_there(form_state: FormState, group: Question, row: str) -> bool:
    return row in [known.id for known in form_state.rows.get(group["key"], [])]


def _before(stored: Stored, saved: Saved, looked_at: set[str]) -> Stored:
    """Every answer as it was before these were saved: `saved.before` has those to the questions that were looked at."""
    return {place: answer for place, answer in stored.items() if place[0] not in looked_at} | saved.before


def _draw_row(
    request: HttpRequest, claim: Claim, page: str, group: Question, row: str, page_state: PageState, *, why: str = "",
    warned: Sequence[str] = (),
) -> HttpResponse:  # fmt: skip
    content = row_content(page_state, group, row)
    if why and not content.errors:
        messages.info(request, why)
    status = UNPROCESSABLE if content.errors else 200
    return draw_page(
        request, claim, page, content, status=status, form_state=page_state.form_state, row_id=row, warned=warned,
        back_url=page_address(claim, page), can_add=may_add(page_state.form_state, group),
    )  # fmt: skip
