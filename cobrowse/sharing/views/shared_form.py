"""The adviser's side: the form that is shared with them, and single answers that they give."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.keeping.session_life import only_asks
from accounts.sessions import staff_required
from claims.actions.answering import AnswerChange
from claims.moving.actions import FormChanged
from claims.views.moved import version_in
from claims.views.posted import change_from_script, known_in
from cobrowse.models import HelpRequest, SharedForm
from cobrowse.presenters.desk import name_of
from cobrowse.readers.requests import request_for_staff
from cobrowse.sharing.actions.editing import (
    MayOnlySee,
    NotSharedAnyMore,
    ResidentSilent,
    point_at,
    point_to_page,
    save_shared_answer,
    say_where,
)
from cobrowse.sharing.presenters.form import form_content
from cobrowse.sharing.presenters.page import shared_context
from cobrowse.sharing.presenters.saving import refuse, save_from_script
from cobrowse.sharing.presenters.screen import adviser_screen
from cobrowse.sharing.readers.shares import PART, share_for_staff, tab_in, where_other_is
from cobrowse.sharing.readers.subjects import question_of, stored_of
from core.bodies import body_of, read_json
from core.rules.numbers import whole_number
from formspec.rules.answers import raw_from_post

UNPROCESSABLE = 422
MOST = 2**31 - 1
# What a script says in passing: a question or a page to show them, and in which box the adviser is.
SAID = {
    "show": lambda public_id, name, by, tab: point_at(public_id=public_id, key=name, by=by),
    "go": lambda public_id, name, by, tab: point_to_page(public_id=public_id, page=name, by=by),
    "at": lambda public_id, name, by, tab: say_where(public_id=public_id, key=name, by=by, tab=tab),
}


@staff_required
@require_http_methods(["GET", "POST"])
def shared_form(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The form by itself. POST saves one answer: of a form, or as JSON from a script."""
    if request.method == "POST" and request.content_type == "application/json":
        return _from_script(request, public_id)
    asked = request_for_staff(request.actor, public_id)
    if request.method == "GET":
        return _draw(request, asked)
    if "go" in request.POST:
        return _show_page(request, asked)
    return _from_form(request, asked)


def _draw(request: HttpRequest, asked: HelpRequest, *, status: int = 200, **typed: Any) -> HttpResponse:
    share = share_for_staff(request.actor, asked.public_id)
    content = form_content(share, **typed) if share is not None else None
    page = {
        **shared_context(share, asked, content), "name": name_of(asked), "nav": "help",
        "back_url": reverse("cobrowse:staff_request", args=[asked.public_id]),
    }  # fmt: skip
    return render(request, "cobrowse/shared_form.html", page, status=status)


def _from_form(request: HttpRequest, asked: HelpRequest) -> HttpResponse:
    """Without scripts each question has a form of its own."""
    key, row = request.POST.get("question", ""), request.POST.get("row", "")
    share = share_for_staff(request.actor, asked.public_id)
    question = question_of(share, key, row) if share is not None else None
    if question is None:
        return _not_shared(request, asked)
    base = whole_number(request.POST.get(f"_base-{key}", ""), most=MOST) or 0
    raw, version = raw_from_post(question, request.POST), version_in(request)
    change = AnswerChange(key, row, raw, base, known=known_in(request, key), version=version)
    try:
        saved = save_shared_answer(public_id=asked.public_id, change=change, by=request.actor)
    except NotSharedAnyMore:
        return _not_shared(request, asked)
    except ResidentSilent:
        return _not_now(request, asked, share, change)
    except FormChanged:
        messages.warning(
            request, _("This form changed while you had it open. Look at the question again before you answer it.")
        )
        return redirect("cobrowse:staff_request", asked.public_id)
    except MayOnlySee:
        refuse(key, public_id=asked.public_id, by=request.actor)
        messages.warning(request, _("You may see this answer and not change it. Nothing was saved."))
        return redirect("cobrowse:staff_request", asked.public_id)
    if saved.conflicts:
        typed = {(key, row): change.raw}
        return _draw(request, asked, status=UNPROCESSABLE, typed=typed, conflicts=saved.conflicts)
    merged = _("The answer is saved in their form. They wrote in it too: the words of both of you are kept.")
    messages.success(request, merged if saved.texts else _("The answer is saved in their form."))
    return redirect("cobrowse:staff_request", asked.public_id)


def _show_page(request: HttpRequest, asked: HelpRequest) -> HttpResponse:
    try:
        point_to_page(public_id=asked.public_id, page=request.POST["go"], by=request.actor)
    except NotSharedAnyMore:
        return _not_shared(request, asked)
    messages.success(
        request, _("They see a link to that page of the form, at the latest on the next page that they open.")
    )
    return redirect("cobrowse:staff_request", asked.public_id)


def _not_now(request: HttpRequest, asked: HelpRequest, share: SharedForm, change: AnswerChange) -> HttpResponse:
    """The form with what was typed in its box; beside it what they answered meanwhile, so that it is not missed."""
    place = change.key, change.row
    now = stored_of(share).get(place)
    newer = {place: (now.raw, now.revision)} if now is not None and now.revision != change.base else {}
    words = _(
        "Not saved: nothing was heard of them for some seconds, so you cannot fill in just now. "
        "What you typed is in its box: save it when they are back."
    )
    messages.warning(request, words)
    return _draw(request, asked, status=UNPROCESSABLE, typed={place: change.raw}, conflicts=newer)


def _not_shared(request: HttpRequest, asked: HelpRequest) -> HttpResponse:
    messages.warning(request, _("This form is not shared with you any more. Nothing was saved."))
    return redirect("cobrowse:staff_request", asked.public_id)


def _from_script(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    asked = _asked_in(body_of(request))
    if isinstance(asked, AnswerChange):
        # Whoever saves an answer is asked when it is locked.
        status, reply = save_from_script(asked, public_id=public_id, by=request.actor)
        return JsonResponse(reply, status=status)
    # 404 for what is not there, whatever is sent.
    request_for_staff(request.actor, public_id)
    if asked is None:
        return JsonResponse({"state": "refused"}, status=400)
    what, name = asked
    try:
        SAID[what](public_id, name, request.actor, tab_in(request.GET.get("tab", "")))
    except NotSharedAnyMore as refusal:
        raise PermissionDenied from refusal
    return JsonResponse({"state": "shown"})


def _asked_in(body: bytes) -> AnswerChange | tuple[str, str] | None:
    """What a script asks for: the change of an answer, or what is said in passing (SAID) and its name; anybody may send
    anything.
    """
    try:
        asked = read_json(body)
        said = next((what for what in SAID if what in asked), None)
        if said is not None:
            return (said, asked[said]) if PART.fullmatch(asked[said]) or asked == {"at": ""} else None
        return change_from_script(asked)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None


@staff_required
@only_asks
@require_GET
def changes(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The page for scripts, when the screen has another one than it says in `known`."""
    request_for_staff(request.actor, public_id)
    after = whole_number(request.GET.get("after", ""), most=MOST) or 0
    share = share_for_staff(request.actor, public_id)
    at = where_other_is(share, "adviser")
    return JsonResponse(adviser_screen(share, after=after, known=request.GET.get("known", ""), at=at))
