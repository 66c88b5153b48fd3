"""The resident's side: waiting, talking, afterwards. Every button is an ordinary form."""

from __future__ import annotations

import uuid
from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.keeping.session_life import only_asks
from accounts.sessions import LEFT_BEHIND
from cobrowse.actions.asking import leave_queue
from cobrowse.actions.ending import end_conversation, rate
from cobrowse.actions.looking import glance, look
from cobrowse.forms.asking import RatingForm, WordsForm
from cobrowse.models import HelpEvent, HelpRequest, Way
from cobrowse.presenters.conversation import kept_words, standing_words
from cobrowse.presenters.links import instead_url
from cobrowse.presenters.screen import lines_for, nobody_answers, screen_of, turn_of
from cobrowse.presenters.transcript import where_words
from cobrowse.readers.requests import can_be_rated, has_unread, is_in_record, request_for, requests_of
from cobrowse.readers.settings import help_rules
from cobrowse.readers.transcripts import ways_to_write
from cobrowse.rules.session import forget_request, remember_request
from cobrowse.views.saying import UNPROCESSABLE, as_json, said_by, say_what_stays
from core.asking import ask_first, is_sure
from core.rules.numbers import whole_number

SIDE = HelpEvent.By.RESIDENT
MOST = 2**31 - 1
A_PAGE = 25
# How often the frame asks; who waits is taken for gone after half an hour (actions/ending.py).
STANDING_SECONDS = 30


@login_not_required
@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that the person asked for, each with a way to read it."""
    page = Paginator(requests_of(request.actor), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "cobrowse/mine.html", {"page": page, "conversations": page.object_list, "query": ""})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Waiting, talking or afterwards; POST says something, or with `_look` only looks again and keeps the box."""
    try:
        asked = request_for(request.actor, public_id)
    except Http404:
        if request.method == "GET" and request.actor.user is None:
            # A message led here: whose it is, is known after they signed in.
            return redirect_to_login(request.get_full_path(), "accounts:sign_in")
        if request.method == "GET" and is_in_record(request.session.get(LEFT_BEHIND, ""), public_id):
            # They signed in in the middle of it: it goes on once they say that it is theirs.
            return redirect("accounts:is_this_yours")
        raise
    if request.method == "GET":
        return _draw(request, asked, WordsForm(initial={"client_id": uuid.uuid4()}))
    if "_look" in request.POST:
        return draw_with(request, asked, request.POST.dict())
    say_what_stays(request)
    form = said_by(request, asked, WordsForm(request.POST))
    if request.accepts("text/html"):
        if form.is_valid():
            return redirect("cobrowse:request", public_id)
        return _draw(request, request_for(request.actor, public_id), form, status=UNPROCESSABLE)
    return as_json(form)


def draw_with(request: HttpRequest, asked: HelpRequest, typed: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page with what was typed in its box."""
    return _draw(request, asked, WordsForm(initial=typed), status=status)


def _draw(request: HttpRequest, asked: HelpRequest, form: WordsForm, *, status: int = 200) -> HttpResponse:
    changes, mine = look(request=asked, side=SIDE, after=0, saw=None, by=request.actor)
    if asked.is_open and asked.way == Way.CHAT:
        remember_request(request.session, asked.public_id)
    elif not asked.is_open:
        forget_request(request.session, asked.public_id)
    page = {
        "asked": asked,
        "lines": lines_for(asked, SIDE, changes, request.actor),
        "standing": standing_words(changes["now"], asked),
        "upto": changes["upto"],
        "turn": turn_of(asked, changes["now"], mine=mine),
        "is_closed": changes["now"].get("closed", False),
        "nobody_answers": bool(nobody_answers(changes["now"])),
        "may_leave": request.actor.user is not None,
        "leave_url": instead_url(asked, Way.MESSAGE),
        "form": form,
        "rating_form": RatingForm(prefix="after"),
        "send_to": "" if asked.is_open else where_words(ways_to_write(request.actor)),
        "kept": kept_words(asked, help_rules().kept_days),
    }
    return render(request, "cobrowse/conversation.html", page, status=status)


@login_not_required
@never_cache
@only_asks
@require_GET
def changes(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What is new after number `after`, for scripts; `saw` is the latest that the person has on their screen."""
    asked = request_for(request.actor, public_id)
    after, saw = (whole_number(request.GET.get(name, ""), most=MOST) or 0 for name in ("after", "saw"))
    found, mine = look(request=asked, side=SIDE, after=after, saw=saw, by=request.actor)
    return JsonResponse(screen_of(asked, SIDE, found, mine=mine, by=request.actor))


@login_not_required
@never_cache
@only_asks
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})
@require_GET
def standing(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """How things stand, in a frame of the page for who has no scripts: it asks by itself, and the page around it stays,
    with what is typed there. Nobody with it open is taken for gone.
    """
    asked = request_for(request.actor, public_id)
    now = glance(request=asked)
    turn = turn_of(asked, now, mine=True)
    page = {
        "asked": asked, "standing": standing_words(now, asked), "unread": has_unread(asked),
        "seconds": STANDING_SECONDS, "looked": timezone.localtime(),
        "has_turned": request.GET.get("was", turn) != turn,
    }  # fmt: skip
    return render(request, "cobrowse/standing.html", page)


@login_not_required
@require_POST
def leave(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Asked once, then no longer waiting."""
    asked = request_for(request.actor, public_id)
    if asked.state == HelpRequest.State.WAITING and not is_sure(request):
        return ask_first(
            request, question=_("Stop waiting for an adviser?"), button=_("Stop waiting"),
            words=_("You lose your place. If you ask again, you wait behind everybody who is there by then."),
            keep_url=reverse("cobrowse:request", args=[public_id]), keep=_("Go on waiting"),
        )  # fmt: skip
    leave_queue(public_id=public_id, by=request.actor)
    return redirect("cobrowse:request", public_id)


@login_not_required
@require_POST
def end(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Asked once, then ended for good."""
    asked = request_for(request.actor, public_id)
    if asked.is_open and not is_sure(request):
        return ask_first(
            request, question=_("End the conversation?"), button=_("End the conversation"),
            words=_("Nobody can write anything more in it. What was said stays for you to read."),
            keep_url=reverse("cobrowse:request", args=[public_id]), keep=_("Go on with the conversation"),
        )  # fmt: skip
    end_conversation(request=asked, by=request.actor)
    return redirect("cobrowse:request", public_id)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def say_how_it_was(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask how they found it and whether it is sorted out, at the end or days later, and keep what they say."""
    if request.method == "GET" and request.actor.user is None and request.actor.resident is None:
        # A message led here: whose it is, is known after they signed in.
        return redirect_to_login(request.get_full_path(), "accounts:sign_in")
    asked = request_for(request.actor, public_id)
    if not can_be_rated(asked):
        raise Http404
    known = {"rating": asked.rating, "sorted_out": asked.sorted_out}
    form = RatingForm(request.POST if request.method == "POST" else None, initial=known, prefix="after")
    if form.is_valid():
        rate(public_id=public_id, **form.cleaned_data, by=request.actor)
        messages.success(request, _("Thank you for telling us how it was."))
        return redirect("cobrowse:request", public_id)
    page = {"asked": asked, "rating_form": form, "name": asked.adviser.display_name if asked.adviser else ""}
    return render(request, "cobrowse/rating.html", page, status=UNPROCESSABLE if form.errors else 200)
