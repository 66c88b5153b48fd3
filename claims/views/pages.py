"""One topic of a draft to a page: its questions, their answers saved, and where that leads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.keeping.switching import is_switch, saves_what_is_typed
from accounts.views.incoming import taken_answer, takes_parts
from claims.actions.answering import Locked, hold_to_version, lock_draft, save_locked
from claims.actions.uploading import files_of
from claims.models import Claim
from claims.presenters.finding import Finding
from claims.presenters.following import held_beside
from claims.presenters.page import PageState, page_content
from claims.readers import claims as readers
from claims.readers.answer_store import StoredAnswer, localised_spec, stored_answers
from claims.readers.where_it_goes import closed_to
from claims.views.after_sending import sent_leads_to_receipt
from claims.views.brought_up import brought_up, without_errors
from claims.views.drawing import UNPROCESSABLE, address_for_later, draw_page, has_files, say_merged, upload_keys
from claims.views.finding import finders_on, has_chosen, look_up, takes_over, with_addresses
from claims.views.moved import opened, refuses_late, to_task_list, version_in
from claims.views.onward import address_after
from claims.views.page_files import ask_about_file, remove_unwanted, take_file_alone, take_files
from claims.views.posted import changes_in
from claims.views.rows import group_page
from claims.views.warning import warn_once
from core.asking import is_sure
from core.bodies import wants_json
from formspec.rules.answers import raw_from_post
from formspec.rules.form_spec import Question
from formspec.rules.visibility import FormState

Stored = dict[tuple[str, str], StoredAnswer]


@login_not_required
@saves_what_is_typed
@require_http_methods(["GET", "POST"])
@transaction.non_atomic_requests
@takes_parts
@sent_leads_to_receipt
@refuses_late
def page(request: HttpRequest, public_id: str, page: str) -> HttpResponse:
    """One topic of a draft. Every answer is kept, right or wrong; going on needs them right."""
    if request.method == "POST" and wants_json(request):
        return taken_answer(take_file_alone(request, public_id, page))
    # Opening what was sent takes seconds: before the transaction in which the draft is locked.
    problems = take_files(request, public_id, page) if request.method == "POST" and request.FILES else []
    finding = look_up(request, public_id, page) if request.method == "POST" else None
    with transaction.atomic():
        return _page(request, public_id, page, problems, finding)


def _page(
    request: HttpRequest, public_id: str, page: str, problems: list[tuple[str, str]], finding: Finding | None
) -> HttpResponse:
    locked = _locked(request, public_id) if request.method == "POST" else None
    claim = locked[0] if locked else opened(request, public_id)
    spec = localised_spec(claim)
    if claim.is_draft and page not in spec.pages and claim.moved_from_id:
        return to_task_list(claim)
    if not claim.is_draft or page not in spec.pages:
        raise Http404
    group = spec.group_on(page)
    if group is not None:
        return group_page(request, claim, page, group)
    questions = spec.questions_on(page)
    if locked is not None:
        return _save_page(request, locked, page, questions, problems, finding)
    stored = stored_answers(claim)
    page_state = _state(request, claim, questions, readers.form_state_of(claim, stored), stored)
    return draw_page(request, claim, page, page_content(page_state, page), form_state=page_state.form_state)


def _state(
    request: HttpRequest, claim: Claim, questions: list[Question], form_state: FormState, stored: Stored,
    finding: Finding | None = None, **more: Any,
) -> PageState:  # fmt: skip
    return PageState(
        localised_spec(claim), form_state, stored, files=files_of(claim, questions), followed=claim.followed,
        beside=held_beside(claim, questions), signs=request.actor.signs, closed=closed_to(request.actor, claim),
        finders=finders_on(request, claim, questions, form_state, stored, finding), **more,
    )  # fmt: skip


def _locked(request: HttpRequest, public_id: str) -> Locked:
    """The draft that a page is posted to. Raises Http404, PermissionDenied, and FormChanged for an old page."""
    locked = lock_draft(public_id, request.actor)
    hold_to_version(locked[0], version_in(request), request.actor, hold=True)
    return locked


def _save_page(
    request: HttpRequest, locked: Locked, page_key: str, questions: list[Question], problems: list[tuple[str, str]],
    finding: Finding | None,
) -> HttpResponse:  # fmt: skip
    claim = locked[0]
    before = readers.form_state_of(claim, stored_answers(claim)) if takes_over(request) else None
    changes = with_addresses(request, claim, changes_in(request, questions), before)
    saved = save_locked(locked, changes=changes, page=page_key, by=request.actor, version=version_in(request))
    say_merged(request, claim, saved)
    remove_unwanted(request, claim, questions)
    stored = stored_answers(claim) if has_files(questions) else saved.after(changes)
    form_state = readers.form_state_of(claim, stored)
    if not saved.conflicts and not problems and (away := _away(request, claim, questions, finding)):
        return away
    if finding and not saved.conflicts and not problems:
        page_state = _state(request, claim, questions, form_state, stored, finding)
        return _draw_found(request, claim, page_key, page_state, finding)
    new = brought_up(request, questions, form_state, stored, before=lambda: readers.form_state_of(claim, saved.before))
    others = {*new.needed, *closed_to(request.actor, claim)}
    wrong = [problem for problem in form_state.problems_on(page_key) if problem.question not in others]
    stays = any(name.startswith("_remove-") for name in request.POST)
    if stays and not is_sure(request) and not saved.conflicts:
        for text, _key in problems:
            messages.warning(request, text)
        return ask_about_file(request, claim, page_key, questions)
    held = bool(saved.conflicts or problems or wrong or new)
    warned = [] if held else warn_once(request, form_state, questions)
    if not (held or stays or warned):
        return redirect(address_after(request, claim, form_state, page_key))
    typed = {place: raw_from_post(localised_spec(claim).questions[place[0]], request.POST) for place in saved.conflicts}
    page_state = _state(
        request, claim, questions, without_errors(form_state, new.needed), stored, typed=typed,
        conflicts=saved.conflicts, show_errors=not stays,
    )  # fmt: skip
    content = page_content(page_state, page_key)
    content.errors += problems
    if new and not content.errors:
        messages.info(request, new.words)
    status = UNPROCESSABLE if content.errors else 200
    return draw_page(request, claim, page_key, content, status=status, form_state=form_state, warned=warned)


def _away(
    request: HttpRequest, claim: Claim, questions: list[Question], finding: Finding | None
) -> HttpResponse | None:
    """Where a page that is saved leads when one of its other buttons was pressed."""
    if is_switch(request) or (has_chosen(request) and finding is None):
        return redirect(request.get_full_path())
    if "_later" in request.POST:
        return redirect(address_for_later(request, claim))
    phone_for = request.POST.get("_phone")
    if phone_for in upload_keys(questions):
        return redirect("claims:beside_question", claim.public_id, phone_for)
    return None


def _draw_found(
    request: HttpRequest, claim: Claim, page_key: str, page_state: PageState, finding: Finding
) -> HttpResponse:
    content = page_content(page_state, page_key)
    if finding.error:
        content.errors.append((finding.error, finding.target))
    status = UNPROCESSABLE if content.errors else 200
    return draw_page(request, claim, page_key, content, status=status, form_state=page_state.form_state)
