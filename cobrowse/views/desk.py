"""The adviser's desk: who waits, whom they talk with, whether they are on duty. Every button is an ordinary form."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.keeping.session_life import only_asks
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from cobrowse.actions.duty import change_duty
from cobrowse.actions.events import HasEnded
from cobrowse.actions.queueing import AlreadyTaken, TooManyPeople, accept, take_next
from cobrowse.forms.desk import DutyForm
from cobrowse.models import Duty
from cobrowse.presenters.desk import desk_content
from cobrowse.readers.desk import desk_of, duty_of
from cobrowse.readers.settings import help_rules
from cobrowse.views.at_desk import asks_again

UNPROCESSABLE = 422


@staff_required
@asks_again
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Everything on the adviser's desk; looking at it says that somebody is at it."""
    return _draw(request)


@staff_required
@only_asks
@require_GET
def desk_again(request: HttpRequest) -> HttpResponse:
    """The same when the page asks for itself, which keeps nobody signed in."""
    return _draw(request)


def _draw(request: HttpRequest, form: DutyForm | None = None) -> HttpResponse:
    now, found = timezone.now(), desk_of(request.actor, timezone.now())
    page = {**desk_content(found, now), "form": form or _duty_form(found.duty), "nav": "help"}
    return render(request, "cobrowse/desk.html", page, status=UNPROCESSABLE if form else 200)


def _duty_form(duty: Duty | None) -> DutyForm:
    most = help_rules().most_people
    known = {"state": Duty.State.OFF, "most_people": min(3, most), "sounds": False}
    return DutyForm(initial=model_to_dict(duty) if duty is not None else known, most=most)


@staff_required
@only_asks
@require_GET
def desk_state(request: HttpRequest) -> HttpResponse:
    """The desk for scripts: `state` of duty, how many wait, which of mine have something new, the lists as markup."""
    now, found = timezone.now(), desk_of(request.actor, timezone.now())
    page = desk_content(found, now)
    return JsonResponse({
        "state": page["state"],
        "waiting": len(page["waiting"]),
        "messages": len(page["messages_left"]),
        "unread": [str(each.asked.public_id) for each in page["mine"] if each.unread],
        "markup": render_to_string("cobrowse/_desk.html", page, request),
    })  # fmt: skip


@staff_required
@require_POST
def duty(request: HttpRequest) -> HttpResponse:
    """Come on duty, be away, or go."""
    require(request.actor, Permission.LIVE_HELP)
    form = DutyForm(request.POST, most=help_rules().most_people)
    if not form.is_valid():
        return _draw(request, form)
    change_duty(**form.cleaned_data, by=request.actor)
    return redirect("cobrowse:desk")


@staff_required
@require_POST
def next_person(request: HttpRequest) -> HttpResponse:
    """Take whoever is next."""
    if not on_duty(request):
        return redirect("cobrowse:desk")
    try:
        taken = take_next(by=request.actor)
    except TooManyPeople:
        messages.warning(request, too_many())
        return redirect("cobrowse:desk")
    if taken is None:
        messages.info(request, _("Nobody is waiting at their page just now."))
        return redirect("cobrowse:desk")
    return redirect("cobrowse:staff_request", taken.public_id)


@staff_required
@require_POST
def take(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take one person out of the queue, or a message that was left."""
    if on_duty(request):
        try:
            accept(public_id=public_id, by=request.actor)
            return redirect("cobrowse:staff_request", public_id)
        except (AlreadyTaken, HasEnded, TooManyPeople) as refusal:
            messages.warning(request, refusal_words(refusal))
    return redirect("cobrowse:desk")


def on_duty(request: HttpRequest) -> bool:
    """Whether this adviser is on duty; if not, the next page says that they must be to take people."""
    there = duty_of(request.actor)
    if there is not None and there.state != Duty.State.OFF:
        return True
    messages.warning(request, _("You are off duty, so nobody was taken. Say that you are on duty first."))
    return False


def refusal_words(refusal: Exception) -> str:
    """Why somebody could not be taken."""
    if isinstance(refusal, AlreadyTaken):
        return _("%(name)s was quicker and is talking with this person. Nothing was changed.") % {"name": refusal.by}
    if isinstance(refusal, HasEnded):
        return _("This person has stopped waiting, so there is nobody to talk with. What they said is kept.")
    return too_many()


def too_many() -> str:
    """Why nobody more is taken."""
    return _(
        "You talk with as many people as you take at once, so nobody was taken. "
        "End a conversation first, or take more people at once."
    )
