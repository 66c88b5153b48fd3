"""A draft's pages: the task list, one topic per page, the rows of a group, and each answer as it is typed."""

from __future__ import annotations

import json
import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.actions.answering import (
    AnswerChange,
    Locked,
    Saved,
    add_row,
    lock_draft,
    remove_row,
    save_answers,
    save_locked,
)
from claims.actions.uploading import files_of
from claims.models import Claim
from claims.presenters.links import page_address, row_address, task_list_address
from claims.presenters.page import PageContent, PageState, group_rows, page_content, row_content
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec, stored_answers
from claims.views import resubmission
from claims.views.page_files import remove_unwanted, take_files
from core.rules.numbers import whole_number
from formspec.presenters.words import words
from formspec.rules.answer_types import type_of
from formspec.rules.answers import Cleaned, raw_from_post
from formspec.rules.display import display_raw
from formspec.rules.form_spec import Question

UNPROCESSABLE = 422
PAGE_ID = re.compile(r"[\w-]{1,40}", re.ASCII)


@login_not_required
@require_GET
def task_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sections of a draft with what is done and what is still to do."""
    claim = readers.claim_for(request.actor, public_id)
    if not claim.is_draft:
        return redirect("claims:sent", claim.public_id)
    form_state, wording = readers.form_state_of(claim), _task_words()
    context = {
        "claim": claim,
        "spec": localised_spec(claim).data,
        "tasks": [_task(claim, section, form_state, wording) for section in localised_spec(claim).data["sections"]],
        "next_page": readers.next_page_to_do(claim, form_state),
        "can_save": request.actor.user is None,
    }
    return render(request, "claims/task_list.html", context)


def _task_words() -> dict[str, tuple[str, str]]:
    """What a task list says of a section, by its status: the words, and the colour of the tag."""
    return {
        "done": (_("Completed"), ""),
        "in progress": (_("In progress"), "light-blue"),
        "not started": (_("Not started"), "blue"),
        "not needed": (_("Not needed so far"), "grey"),
    }


def _task(claim: Claim, section: dict[str, Any], form_state, wording: dict[str, tuple[str, str]]) -> dict[str, Any]:
    words, colour = wording[form_state.section_status[section["key"]]]
    keys = [page["key"] for page in localised_spec(claim).pages_of(section["key"])]
    pages = [key for key in keys if form_state.page_status[key] != "not needed"]
    todo = [key for key in pages if form_state.page_status[key] != "done"]
    target = (todo or pages or [None])[0]
    return {
        "title": section["title"],
        "url": page_address(claim, target) if target else None,
        "status": words,
        "colour": colour,
    }


def signed_out_answer(request: HttpRequest, view_name: str, *args: Any) -> HttpResponse:
    """A page was sent after the session ended: keep what was typed, ask to sign in, come back to it."""
    resubmission.keep(request, request.path)
    messages.warning(
        request, _("You have been signed out. What you typed is kept: sign in and you can go on where you were.")
    )
    return redirect(f"{reverse('accounts:sign_in')}?next={reverse(view_name, args=args)}")


def is_signed_out(request: HttpRequest) -> bool:
    """True when nothing in the session says who this is."""
    return request.actor.user is None and request.actor.resident is None and not request.actor.opened_claims


def draft_or_sign_in(request: HttpRequest, public_id: str) -> Claim | None:
    """The draft, or None for somebody who is signed out and sent a form; 404 otherwise."""
    try:
        return readers.draft_for(request.actor, public_id)
    except Http404:
        if request.method == "POST" and is_signed_out(request):
            return None
        raise


@login_not_required
@require_http_methods(["GET", "POST"])
@transaction.non_atomic_requests
def page(request: HttpRequest, public_id: str, page: str) -> HttpResponse:
    """One topic of a draft. Every answer is kept, right or wrong; going on needs them right."""
    # Opening what was sent takes seconds: before the transaction in which the draft is locked.
    problems = take_files(request, public_id, page) if request.method == "POST" and request.FILES else []
    with transaction.atomic():
        return _page(request, public_id, page, problems)


def _page(request: HttpRequest, public_id: str, page: str, problems: list[tuple[str, str]]) -> HttpResponse:
    locked = _locked(request, public_id) if request.method == "POST" else None
    if request.method == "POST" and locked is None:
        return signed_out_answer(request, "claims:page", public_id, page)
    claim = locked[0] if locked else readers.draft_for(request.actor, public_id)
    spec = localised_spec(claim)
    if page not in spec.pages:
        raise Http404
    group = spec.group_on(page)
    if group is not None:
        return _group_page(request, claim, page, group)
    questions = spec.questions_on(page)
    if locked is not None:
        return _save_page(request, locked, page, questions, problems)
    stored = stored_answers(claim)
    typed = resubmission.typed(request, questions)
    page_state = PageState(spec, readers.form_state_of(claim, stored), stored, typed, files=files_of(claim, questions))
    return _draw(request, claim, page, page_content(page_state, page), form_state=page_state.form_state)


def _locked(request: HttpRequest, public_id: str) -> Locked | None:
    """The draft of a form that was sent, locked: one reading serves the page and the saving. None when signed out."""
    try:
        return lock_draft(public_id, request.actor)
    except Http404:
        if is_signed_out(request):
            return None
        raise


def _save_page(
    request: HttpRequest, locked: Locked, page_key: str, questions: list[Question], problems: list[tuple[str, str]]
) -> HttpResponse:
    claim, changes = locked[0], _changes(request, questions)
    saved = save_locked(locked, changes=changes, page=page_key, by=request.actor)
    remove_unwanted(request, claim, questions)
    stored = stored_answers(claim) if _has_files(questions) else saved.after(changes)
    form_state = readers.form_state_of(claim, stored)
    if not saved.conflicts and not problems and "_later" in request.POST:
        return redirect(_after_later(request, claim))
    new = _new(claim, questions, form_state, saved.before)
    wrong = [problem for problem in form_state.problems_on(page_key) if problem.question not in new]
    stays = any(name.startswith("_remove-") for name in request.POST)
    warned = [] if saved.conflicts or problems or wrong or new else _warn(request, form_state, questions)
    if not (saved.conflicts or problems or wrong or new or stays or warned):
        return redirect(_address_after(request, claim, form_state, page_key))
    typed = {place: raw_from_post(localised_spec(claim).questions[place[0]], request.POST) for place in saved.conflicts}
    page_state = PageState(
        localised_spec(claim), _without_errors(form_state, new), stored, typed, saved.conflicts,
        show_errors=not stays, files=files_of(claim, questions),
    )  # fmt: skip
    content = page_content(page_state, page_key)
    content.errors += problems
    if new and not content.errors:
        messages.info(request, _("Because of your answer we need to know a little more. Your answers are saved."))
    status = UNPROCESSABLE if content.errors else 200
    return _draw(request, claim, page_key, content, status=status, form_state=form_state, warned=warned)


def _warn(request: HttpRequest, form_state, questions: list[Question]) -> list[str]:
    """Say once what looks wrong but may be right; the keys that the page then carries, so that it is said once."""
    warnings = {
        q["key"]: form_state.cleaned[q["key"], ""].warning for q in questions if form_state.is_visible(q["key"])
    }
    fresh = {key: text for key, text in warnings.items() if text and key not in request.POST.getlist("_warned")}
    for text in fresh.values():
        messages.warning(request, words(text))
    return list(fresh)


def _has_files(questions: list[Question]) -> bool:
    return any(type_of(question).is_upload for question in questions)


def _new(claim: Claim, questions: list[Question], form_state, before: dict) -> list[str]:
    """The questions of the page that these answers brought up and that wait for an answer."""
    missing = _missing(form_state)
    asked = [q["key"] for q in questions if "show_if" in q and (q["key"], "") in missing]
    if not asked:
        return []
    view_before = readers.form_state_of(claim, before)
    return [key for key in asked if not view_before.is_visible(key)]


def _missing(form_state) -> set[tuple[str, str]]:
    return {(problem.question, problem.row) for problem in form_state.problems if problem.missing}


def _without_errors(form_state, keys: list[str]):
    """Questions that a person sees for the first time are asked, not scolded about."""
    for key in keys:
        form_state.cleaned[key, ""] = Cleaned()
    return form_state


def _changes(request: HttpRequest, questions: list[Question], row: str = "") -> list[AnswerChange]:
    page_id = _page_id(request.POST.get("_page_id"))
    return [
        AnswerChange(
            question["key"], row, raw_from_post(question, request.POST), _base(request, question["key"]), page_id
        )
        for question in questions
        if f"_base-{question['key']}" in request.POST
    ]


def _page_id(named: Any) -> str:
    """The open page that writes, as its script names it ("page" or "page.change"); "" for anything else."""
    name = named.partition(".")[0] if isinstance(named, str) else ""
    return name if PAGE_ID.fullmatch(name) else ""


def _base(request: HttpRequest, key: str) -> int:
    return whole_number(request.POST.get(f"_base-{key}", "0"), most=10**9) or 0


def _after_later(request: HttpRequest, claim: Claim) -> str:
    if request.actor.user is None:
        return reverse("claims:save_for_later", args=[claim.public_id])
    messages.success(request, _("Your answers are saved. You can come back at any time."))
    return task_list_address(claim)


def _address_after(request: HttpRequest, claim: Claim, form_state, page_key: str) -> str:
    """Back to check-your-answers when the person came from there, else the next page, else the end."""
    if request.GET.get("back") == "check":
        return reverse("claims:check_answers", args=[claim.public_id])
    following = readers.page_after(claim, form_state, page_key)
    if following is not None:
        return page_address(claim, following)
    return reverse("claims:check_answers", args=[claim.public_id])


def _draw(
    request: HttpRequest, claim: Claim, page_key: str, content: PageContent, *, form_state, status: int = 200, **more
):
    spec = localised_spec(claim)
    before = readers.page_before(claim, form_state, page_key)
    context = {
        "claim": claim,
        "spec": spec.data,
        "content": content,
        "has_errors": bool(content.errors),
        "page_key": page_key,
        "autosave_url": reverse("claims:save_answer", args=[claim.public_id]),
        "back_url": page_address(claim, before) if before else _first_back(claim),
        "has_files": _has_files(spec.questions_on(page_key)),
        "warned": [],
        **more,
    }
    return render(request, "claims/page.html", context, status=status)


def _first_back(claim: Claim) -> str:
    return reverse("home") if localised_spec(claim).kind == "check" else task_list_address(claim)


def _group_page(request: HttpRequest, claim: Claim, page_key: str, group: Question) -> HttpResponse:
    """The rows of a repeating group: add, change, remove, or go on."""
    if "_add" in request.POST:
        row = add_row(public_id=claim.public_id, group=group["key"], by=request.actor)
        return redirect(row_address(claim, page_key, row))
    if "_remove" in request.POST:
        remove_row(public_id=claim.public_id, group=group["key"], row=request.POST["_remove"], by=request.actor)
        return redirect(page_address(claim, page_key))
    stored = None
    if request.method == "POST":
        stored = save_answers(public_id=claim.public_id, changes=[], page=page_key, by=request.actor).after([])
        if "_later" in request.POST:
            return redirect(_after_later(request, claim))
    stored = stored_answers(claim) if stored is None else stored
    form_state = readers.form_state_of(claim, stored)
    problems = form_state.problems_on(page_key)
    if request.method == "POST" and not problems:
        return redirect(_address_after(request, claim, form_state, page_key))
    return _draw_group(request, claim, page_key, group, PageState(localised_spec(claim), form_state, stored))


def _draw_group(
    request: HttpRequest, claim: Claim, page_key: str, group: Question, page_state: PageState
) -> HttpResponse:
    content = page_content(page_state, page_key)
    rows = page_state.form_state.rows.get(group["key"], [])
    addresses = {row.id: row_address(claim, page_key, row.id) for row in rows}
    if request.method == "POST":
        content.errors = group_errors(page_state, page_key)
    return _draw(
        request, claim, page_key, content, form_state=page_state.form_state,
        status=UNPROCESSABLE if content.errors else 200,
        group=group, rows=group_rows(page_state, group, addresses), can_add=len(rows) < group["rows"]["max"],
        add_text=_("Add another") if rows else _("Add the first one"),
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
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, public_id: str, page: str, row: str) -> HttpResponse:
    """One row of a repeating group."""
    claim = draft_or_sign_in(request, public_id)
    if claim is None:
        return signed_out_answer(request, "claims:row", public_id, page, row)
    spec = localised_spec(claim)
    group = spec.group_on(page) if page in spec.pages else None
    if group is None:
        raise Http404
    saved = Saved()
    if request.method == "POST":
        changes = _changes(request, group["fields"], row)
        saved = save_answers(public_id=claim.public_id, changes=changes, by=request.actor)
        claim = readers.draft_for(request.actor, public_id)
    stored = stored_answers(claim)
    form_state = readers.form_state_of(claim, stored)
    if row not in [known.id for known in form_state.rows.get(group["key"], [])]:
        raise Http404
    wrong = any(problem.row == row for problem in form_state.problems_on(page))
    if request.method == "POST" and not saved.conflicts and ("_later" in request.POST or not wrong):
        return redirect(page_address(claim, page))
    typed = resubmission.typed(request, group["fields"], row)
    typed |= {place: raw_from_post(spec.fields[place[0]], request.POST) for place in saved.conflicts}
    page_state = PageState(spec, form_state, stored, typed, saved.conflicts, show_errors=request.method == "POST")
    content = row_content(page_state, group, row)
    status = UNPROCESSABLE if content.errors else 200
    return _draw(request, claim, page, content, status=status, form_state=form_state, row_id=row,
                 back_url=page_address(claim, page))  # fmt: skip


@login_not_required
@require_POST
def save_answer(request: HttpRequest, public_id: str) -> JsonResponse:
    """One answer as it is typed (JSON from claim.js): saved, or why not. Never overwrites what it has not seen."""
    change = _change_in(request.body)
    if change is None:
        return JsonResponse({"state": "refused"}, status=400)
    place = change.key, change.row
    locked = _locked(request, public_id)
    if locked is None:
        return JsonResponse({"state": "signed_out", "url": reverse("accounts:sign_in")}, status=401)
    saved = save_locked(locked, changes=[change], by=request.actor)
    if place in saved.conflicts:
        raw, revision = saved.conflicts[place]
        question = localised_spec(locked[0]).question(*place)
        display = display_raw(question, raw, translate=_)
        return JsonResponse({"state": "conflict", "saved_display": display, "revision": revision}, status=409)
    if place not in saved.revisions:
        return JsonResponse({"state": "refused"}, status=400)
    return JsonResponse({"state": "saved", "revision": saved.revisions[place]})


def _change_in(body: bytes) -> AnswerChange | None:
    """The change that a script asks for, or None when it is not one; anybody may send anything here."""
    try:
        asked = json.loads(body)
        key, row, base = str(asked["question"]), str(asked.get("row") or ""), int(asked.get("base") or 0)
        return AnswerChange(key, row, asked["raw"], base, _page_id(asked.get("id")))
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
