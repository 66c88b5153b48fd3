"""Somebody is asked to let another person act for them: by the link that they were sent, or in their account."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Delegation
from accounts.throttling import throttled
from advocates.actions.asking import agree_to_ask, refuse_ask
from advocates.forms.granting import AgreeForm
from advocates.models import Ask
from advocates.presenters.matters import matter_choices
from advocates.presenters.sentences import YOURS, allowed, until_words
from advocates.readers.asks import ask_by_token, ask_to, asks_to, held_already
from advocates.readers.matters import matters_of
from advocates.rules.terms import levels_of, levels_said, scopes_of
from claims.signing.presenters import masked

FORBIDDEN, GONE, UNPROCESSABLE = 403, 410, 422
NO = "no"


@login_not_required
@never_cache
@require_GET
@throttled(group="asked", rate="60/m")
def asked(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has not proven the contact learns nothing but where the link went."""
    ask = ask_by_token(token)
    if ask is None:
        return render(request, "advocates/ask_over.html", status=GONE)
    if ask not in asks_to(request.actor):
        page = {"contact": masked(ask.channel, ask.contact)}
        return render(request, "advocates/ask_not_addressed.html", page, status=FORBIDDEN)
    return redirect("advocates:answer", ask.public_id)


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="asked", rate="60/m")
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who asks, for what and why: yes to all of it, yes to less, or no."""
    ask = ask_to(request.actor, public_id)
    if request.POST.get("answer") == NO:
        refuse_ask(public_id=public_id, by=request.actor)
        messages.success(request, _("You said no. They are not told, and the link does not work any more."))
        return redirect("advocates:helpers")
    matters = matter_choices(matters_of(request.actor))
    posted = request.POST if request.method == "POST" else None
    held = list(held_already(request.actor, ask).select_related("renewed_by"))
    form = AgreeForm(posted, levels=_levels(ask, held), period=ask.period, matters=matters, initial=_left_out(held))
    if form.is_valid():
        return _agree(request, public_id, form)
    return render(request, "advocates/asked.html", _page(ask, held, form), status=UNPROCESSABLE if form.errors else 200)


def _agree(request: HttpRequest, public_id: str, form: AgreeForm) -> HttpResponse:
    said = form.cleaned_data
    grant = agree_to_ask(
        public_id=public_id, scopes=scopes_of(levels_said(said)), period=said["period"],
        left_out=map(uuid.UUID, said.get("left_out", ())), language=get_language(), by=request.actor,
    )  # fmt: skip
    messages.success(request, _("You said yes. You can end it on any day."))
    return redirect("advocates:grant", grant.public_id)


def _levels(ask: Ask, held: list[Delegation]) -> dict[str, str]:
    """By area, what is asked for, or what they may do already where that is more."""
    return levels_of({*ask.scopes, *(scope for each in held for scope in each.scopes)})


def _left_out(held: list[Delegation]) -> dict[str, list[str]]:
    return {"left_out": [str(key) for each in held for key in each.left_out]}


def _page(ask: Ask, held: list[Delegation], form: AgreeForm) -> dict[str, object]:
    user = ask.asker.user
    contact = masked("email", user.email) if user.email else masked("sms", user.phone)
    page = {"form": form, "name": ask.asker.name, "contact": contact, "why": ask.why, "nav": "account"}
    lasts = [(each.renewed_by or each).ends_on for each in held]
    already = {scope for each in held for scope in each.scopes}
    page |= {"already": allowed(already, YOURS), "already_until": until_words(max(lasts)) if lasts else ""}
    return page | {"may": allowed(ask.scopes, YOURS)}
