"""The person puts a record that somebody made for them into their own account, and reads who did what before."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.presenters.trail import trail_of
from accounts.readers import audit_trail_for, takes_nothing_over
from accounts.sessions import signed_in_by_code
from accounts.throttling import wait_words
from advocates.presenters.sentences import grant_for_resident
from advocates.readers.grants import names_of_helpers, own_grants
from advocates.registering.actions.guessing import WaitBeforeTyping
from advocates.registering.actions.taking_over import LASTS, Outcome, take_over
from advocates.registering.forms import TakeOverForm
from advocates.registering.presenters import made_by
from advocates.registering.readers.registered import claims_taken_over, taken_over_by
from claims.presenters.links import where_it_goes_on

UNPROCESSABLE, TOO_MANY = 422, 429
EVENTS = 50


@never_cache
@require_http_methods(["GET", "POST"])
def take_over_record(request: HttpRequest) -> HttpResponse:
    """The code of the letter and the date of birth; then the record is in the account."""
    if request.actor.resident is None or takes_nothing_over(request.actor, by_code=signed_in_by_code(request)):
        raise Http404
    form = TakeOverForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _draw(request, form, UNPROCESSABLE if form.errors else 200)
    try:
        outcome = take_over(**form.cleaned_data, by=request.actor)
    except WaitBeforeTyping as wait:
        form.add_error("code", _("Too many codes were wrong. Wait %(wait)s.") % {"wait": wait_words(wait.seconds)})
        return _draw(request, form, TOO_MANY)
    if outcome in (Outcome.TAKEN, Outcome.HAD):
        messages.success(request, _("The record is in your account now."))
        return redirect("registering:taken_over")
    form.add_error("code", _why_not(outcome))
    return _draw(request, form, UNPROCESSABLE)


def _draw(request: HttpRequest, form: TakeOverForm, status: int) -> HttpResponse:
    page = {"form": form, "has_taken": bool(taken_over_by(request.actor)), "nav": "account"}
    return render(request, "advocates/registering/take_over.html", page, status=status)


def _why_not(outcome: Outcome) -> str:
    if outcome is Outcome.SOMEBODY_ELSE:
        return _(
            "The name or the date of birth in this account is another person’s. Nothing has changed. Sign in with your"
            " own account, or ask the council to put it right."
        )
    return _(
        "This code and this date of birth do not go together, or the code does not work any more: it works once, for"
        " %(days)s days, until a newer one is made. Check both, or ask whoever gave it to you for a new one."
    ) % {"days": LASTS.days}


@never_cache
@require_GET
def taken_over(request: HttpRequest) -> HttpResponse:
    """Who did what before, the claims that are there, and who may still act for the person."""
    made = taken_over_by(request.actor)
    if not made:
        raise Http404
    grants = list(own_grants(request.actor))
    names = names_of_helpers(grants)
    claims = claims_taken_over(request.actor)
    page = {
        "made": [{"who": made_by(each), "on": each.made_at} for each in made],
        "ended": [made_by(each) for each in made if each.delegation.revoked_at is not None],
        "claims": [{**each, "url": where_it_goes_on(each["claim"], each["kind"])} for each in claims],
        "helpers": [grant_for_resident(grant, names[grant.pk]) for grant in grants],
        "events": trail_of(list(audit_trail_for(request.actor)[:EVENTS]), own_user_id=request.user.pk),
        "nav": "account",
    }
    return render(request, "advocates/registering/taken_over.html", page)
