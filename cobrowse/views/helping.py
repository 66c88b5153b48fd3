"""The adviser's side of one conversation: talking, notes, and afterwards. A colleague may read along."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.keeping.session_life import only_asks
from accounts.sessions import staff_required
from cobrowse.actions import queueing, talking
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.ending import wrap_up as write_down
from cobrowse.actions.events import HasEnded
from cobrowse.actions.looking import look
from cobrowse.forms.desk import NoteForm, PassOnForm, StaffWordsForm, WrapUpForm
from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.presenters.desk import interpreter_words, name_of, person_of, place_in_form, seen_words, staff_standing
from cobrowse.presenters.links import places_of, words_of_place
from cobrowse.presenters.screen import lines_for, screen_of, turn_of
from cobrowse.readers.desk import (
    advisers_to_pass_on_to,
    canned_replies,
    colleagues_here,
    may_wrap_up,
    topics_for,
)
from cobrowse.readers.requests import request_for_staff
from cobrowse.readers.teams import teams_to_pass_on_to
from cobrowse.views.desk import on_duty, refusal_words
from cobrowse.views.saying import UNPROCESSABLE, as_json, said_by, say_what_stays
from core.asking import ask_first, is_sure
from core.rules.numbers import whole_number

SIDE = HelpEvent.By.ADVISER
MOST = 2**31 - 1


@staff_required
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The conversation. POST says something; the buttons with names only draw the page again with the box."""
    asked = request_for_staff(request.actor, public_id)
    if request.method == "GET":
        return _draw(request, asked)
    typed = request.POST.dict()
    if "_take" in request.POST:
        return _draw(request, _taken(request, asked), _words_form(request, asked, initial=typed))
    if {"_look", "_find", "_reply", "_place"} & request.POST.keys():
        return _draw(request, asked, _words_form(request, asked, initial=_with_words(request, asked, typed)))
    say_what_stays(request)
    form = said_by(request, asked, _words_form(request, asked, data=request.POST))
    if not request.accepts("text/html"):
        return as_json(form)
    if form.is_valid():
        return redirect("cobrowse:staff_request", public_id)
    return _draw(request, request_for_staff(request.actor, public_id), form, status=UNPROCESSABLE)


def _words_form(request: HttpRequest, asked: HelpRequest, **given: Any) -> StaffWordsForm:
    replies, places = canned_replies(request.actor, asked.language), places_of(asked)
    return StaffWordsForm(replies=replies, places=places, name=name_of(asked), **given)


def draw_with(request: HttpRequest, asked: HelpRequest, typed: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page with what was typed in its box."""
    return _draw(request, asked, _words_form(request, asked, initial=typed), status=status)


def _with_words(request: HttpRequest, asked: HelpRequest, typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with the ready words or the place in the form that was chosen below it."""
    chosen: list[str] = []
    if "_reply" in request.POST:
        # What was looked for is found.
        typed.pop("find", None)
        code, replies = typed.pop("reply", ""), canned_replies(request.actor, asked.language)
        chosen = [each.words for each in replies if each.code == code]
    if "_place" in request.POST:
        chosen = [words_of_place(asked, typed.pop("place", ""))]
    if not any(chosen):
        return typed
    return {**typed, "words": "\n".join(filter(None, [typed.get("words", "").rstrip(), *chosen]))}


def _taken(request: HttpRequest, asked: HelpRequest) -> HelpRequest:
    """Take them (again) from the page with the words in its box; a refusal is said above it."""
    if on_duty(request):
        try:
            queueing.accept(public_id=asked.public_id, by=request.actor)
        except (queueing.AlreadyTaken, HasEnded, queueing.TooManyPeople) as refusal:
            messages.warning(request, refusal_words(refusal))
    return request_for_staff(request.actor, asked.public_id)


def _draw(
    request: HttpRequest, asked: HelpRequest, form: StaffWordsForm | None = None, note_form: NoteForm | None = None,
    *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    changes, mine = look(request=asked, side=SIDE, after=0, saw=None, by=request.actor)
    now = timezone.now()
    page = {
        "asked": asked,
        "mine": mine,
        "person": person_of(asked, now),
        "place": place_in_form(asked),
        "interpreter": interpreter_words(asked),
        "lines": lines_for(asked, SIDE, changes, request.actor),
        "upto": changes["upto"],
        "turn": turn_of(asked, changes["now"], mine=mine),
        "standing": staff_standing(changes["now"], asked, mine=mine),
        "seen": seen_words(changes["now"]) if mine else "",
        "form": form or _words_form(request, asked, initial={"client_id": uuid.uuid4()}),
        "note_form": note_form or NoteForm(initial={"note_id": uuid.uuid4()}),
        "back_url": reverse("cobrowse:desk"),
        "nav": "help",
    }
    return render(request, "cobrowse/helping.html", page, status=status)


@staff_required
@only_asks
@require_GET
def changes(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What is new after number `after`, for scripts; `saw` is the latest that the adviser has on their screen."""
    asked = request_for_staff(request.actor, public_id)
    after, saw = (whole_number(request.GET.get(name, ""), most=MOST) or 0 for name in ("after", "saw"))
    found, mine = look(request=asked, side=SIDE, after=after, saw=saw, by=request.actor)
    return JsonResponse(screen_of(asked, SIDE, found, mine=mine, by=request.actor))


@staff_required
@require_POST
def add_note(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep a note that only staff read."""
    asked, form = request_for_staff(request.actor, public_id), NoteForm(request.POST)
    if not form.is_valid():
        return _draw(request, asked, note_form=form, status=UNPROCESSABLE)
    said = form.cleaned_data
    talking.add_note(public_id=public_id, words=said["note"], client_id=said["note_id"], by=request.actor)
    return redirect("cobrowse:staff_request", public_id)


@staff_required
@require_POST
def put_back(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Let them wait again, with their place."""
    asked = request_for_staff(request.actor, public_id)
    try:
        queueing.put_back(public_id=public_id, by=request.actor)
    except Http404:
        messages.warning(request, _("You are not talking with this person any more, so nothing was changed."))
        return redirect("cobrowse:staff_request", public_id)
    messages.success(request, _("%(name)s waits again, with the place they had.") % {"name": name_of(asked)})
    return redirect("cobrowse:desk")


@staff_required
@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Hand the conversation to a colleague or a team, with a note."""
    asked, here = request_for_staff(request.actor, public_id), colleagues_here(request.actor, timezone.now())
    known = [(each, each.pk in here) for each in advisers_to_pass_on_to(request.actor)]
    teams = teams_to_pass_on_to(request.actor, timezone.now())
    form = PassOnForm(request.POST if request.method == "POST" else None, colleagues=known, teams=teams)
    if form.is_valid():
        try:
            _passed_on(request, public_id, form)
            messages.success(request, _("%(name)s is passed on.") % {"name": name_of(asked)})
            return redirect("cobrowse:desk")
        except Http404:
            form.add_error("to", _("You are not talking with this person any more, so nobody was passed on"))
    page = {
        "asked": asked, "form": form, "may_pass_on": bool(known or teams), "name": name_of(asked), "nav": "help",
        "back_url": reverse("cobrowse:staff_request", args=[public_id]),
    }  # fmt: skip
    return render(request, "cobrowse/pass_on.html", page, status=UNPROCESSABLE if form.errors else 200)


def _passed_on(request: HttpRequest, public_id: uuid.UUID, form: PassOnForm) -> None:
    (kind, key), note = form.chosen(), form.cleaned_data["note"]
    if kind == "team":
        queueing.pass_on_to_team(public_id=public_id, team=key, words=note, by=request.actor)
    else:
        queueing.pass_on(public_id=public_id, to=key, words=note, by=request.actor)


@staff_required
@require_POST
def end(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Asked once, then ended for good, and on to what came of it."""
    asked = request_for_staff(request.actor, public_id)
    if asked.is_open and asked.adviser_id == request.actor.membership.pk and not is_sure(request):
        return ask_first(
            request, question=_("End the conversation with %(name)s?") % {"name": name_of(asked)},
            words=_("Nobody can write anything more in it. What was said is kept."),
            button=_("End the conversation"),
            keep_url=reverse("cobrowse:staff_request", args=[public_id]), keep=_("Go on with the conversation"),
        )  # fmt: skip
    try:
        end_conversation(request=asked, by=request.actor)
    except Http404:
        messages.warning(request, _("You are not talking with this person any more, so nothing was changed."))
        return redirect("cobrowse:desk")
    return redirect("cobrowse:wrap_up", public_id)


@staff_required
@require_http_methods(["GET", "POST"])
def wrap_up(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Write down what came of a conversation that has ended."""
    asked = request_for_staff(request.actor, public_id)
    if not may_wrap_up(request.actor, asked, timezone.now()):
        if asked.is_open or not asked.wrapped_up_at:
            raise Http404
        # A colleague was quicker, or is back and did it.
        messages.info(request, _("What came of it is written down already."))
        return redirect("cobrowse:desk")
    known = {
        "topic": asked.topic_id,
        "outcome": asked.outcome,
        "resolved": {True: "yes", False: "no", None: None}[asked.resolved],
    }
    topics = topics_for(request.actor, asked.topic_id)
    form = WrapUpForm(request.POST if request.method == "POST" else None, initial=known, topics=topics)
    if form.is_valid():
        write_down(public_id=public_id, **form.cleaned_data, by=request.actor)
        messages.success(request, _("What came of it is written down."))
        return redirect("cobrowse:desk")
    page = {
        "asked": asked, "form": form, "name": name_of(asked), "nav": "help",
        "back_url": reverse("cobrowse:staff_request", args=[public_id]),
    }  # fmt: skip
    return render(request, "cobrowse/wrap_up.html", page, status=UNPROCESSABLE if form.errors else 200)
