"""Somebody asks to act for a person whom they know."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.door import TooManyMessages
from accounts.presenters.waits import words_of_refusal
from accounts.throttling import throttled
from advocates.actions.asking import LASTS, OwnContact, TooManyAsks, ask_to_act, take_back_ask
from advocates.forms.granting import AskForm
from advocates.rules.terms import levels_said, scopes_of
from advocates.views.inviting import sender_kwargs

UNPROCESSABLE, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="ask-to-act", rate="60/h", by_person=True)
def ask(request: HttpRequest) -> HttpResponse:
    """Whom, what for, and why; then the same words whoever has the contact."""
    if request.actor.user is None or request.actor.resident is None:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None, **sender_kwargs(request.actor))
    if not form.is_valid():
        return _draw(request, form, UNPROCESSABLE if form.errors else 200)
    said = form.cleaned_data
    channel, contact = said["contact"]
    try:
        ask_to_act(
            name=said["name"], channel=channel, contact=contact, scopes=scopes_of(levels_said(said)),
            period=said["period"], why=said["why"], own_name=said.get("own_name", ""), by=request.actor,
        )  # fmt: skip
    except (OwnContact, TooManyAsks, TooManyMessages) as refusal:
        form.add_error("contact", _why_not(refusal))
        return _draw(request, form, TOO_MANY)
    messages.success(request, _("Asked. If somebody has this address or number, they can say yes. We tell you when."))
    return redirect("advocates:people")


def _draw(request: HttpRequest, form: AskForm, status: int) -> HttpResponse:
    return render(request, "advocates/ask.html", {"form": form, "days": LASTS.days, "nav": "helping"}, status=status)


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, TooManyMessages):
        return words_of_refusal(refusal)
    if isinstance(refusal, TooManyAsks):
        return _("You have asked as many people as you can. Take one back, or wait until its time is over.")
    return _("This is your own. Enter the address or number of the person you want to help.")


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """The link works no more."""
    take_back_ask(public_id=public_id, by=request.actor)
    messages.success(request, _("Taken back. The link in it does not work any more."))
    return redirect("advocates:people")
