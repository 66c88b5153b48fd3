"""Would I be better off in work: the question, the curve while it is worked out and when it is ready."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Scope
from calculator.better_off.pattern import first_question
from calculator.household.asked import WrongAnswers
from calculator.household.household import Household
from calculator.household.parsing import HouseholdProblems
from claims.models import Claim
from claims.readers import claims as readers
from estimates.actions.hours_curves import ask_hours_curve as ask_curve
from estimates.forms.scenarios import WorkForm
from estimates.models import HoursCurve
from estimates.presenters.hours_curve import work_content
from estimates.presenters.words import localised
from estimates.readers.estimates import what_to_fix
from estimates.readers.household import household_of
from estimates.readers.scenarios import is_of_now, latest_curve

# Scripts ask with this in X-Fragment, and get the parts of the page that change.
FRAGMENT = "work"
UNPROCESSABLE = 422
# Whose job the boxes are filled in with, when the address asks for it.
WORKERS = ("claimant", "partner")


@login_not_required
@require_GET
def hours_curve(request: HttpRequest, public_id: str) -> HttpResponse:
    """The question about work and its answer, as far as it is worked out."""
    claim = readers.claim_with_money_for(request.actor, public_id)
    try:
        household = household_of(claim, request.actor.council)[0]
    except HouseholdProblems as problem:
        return render(request, "estimates/hours_curve.html", {"claim": claim, "problem": fix_words(problem)})
    curve = latest_curve(claim)
    who = request.GET.get("who")
    typed = curve.question if curve and who not in WORKERS else None
    form = WorkForm(household=household, initial=typed or first_question(household, who or "claimant").to_dict())
    return _draw(request, claim, household, curve, form)


@login_not_required
@require_POST
def ask_hours_curve(request: HttpRequest, public_id: str) -> HttpResponse:
    """Work out what was asked."""
    claim = readers.claim_with_money_for(request.actor, public_id)
    try:
        ask_curve(public_id=public_id, raw=request.POST.dict(), by=request.actor)
    except WrongAnswers:
        household = household_of(claim, request.actor.council)[0]
        form = WorkForm(request.POST, household=household)
        form.is_valid()
        return _draw(request, claim, household, latest_curve(claim), form, status=UNPROCESSABLE)
    except HouseholdProblems:
        # The page itself says what is missing.
        pass
    return redirect("estimates:hours_curve", claim.public_id)


def fix_words(problem: HouseholdProblems) -> str:
    """What to tell us, in the page's language, when the answers make no household."""
    return localised(what_to_fix(problem.problems))


def _draw(
    request: HttpRequest,
    claim: Claim,
    household: Household,
    curve: HoursCurve | None,
    form: WorkForm,
    status: int = 200,
) -> HttpResponse:
    for_two = len(household.couple) > 1
    context = {"claim": claim, "form": form, "curve": curve, "for_two": for_two, **_state(curve, household)}
    context["may_ask"] = readers.may_in(request.actor, claim, Scope.FILL_MONEY)
    is_fragment = request.headers.get("X-Fragment") == FRAGMENT
    template = "estimates/_hours_curve_parts.html" if is_fragment else "estimates/hours_curve.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["X-Fragment"])
    return response


def _state(curve: HoursCurve | None, household: Household) -> dict[str, Any]:
    """How far the curve is: due, ready with its content, or failed with the reason."""
    if curve is None:
        return {}
    if curve.state == HoursCurve.State.READY:
        return {"content": work_content(curve), "is_old": not is_of_now(curve, household)}
    if curve.state == HoursCurve.State.DUE:
        return {"is_due": True, "status_text": _("Working it out… this takes a few seconds.")}
    return {"failure": _(curve.error)}
