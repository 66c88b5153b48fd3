"""Would I be better off in work: the question, the curve while it is worked out and when it is ready."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims import readers
from claims.actions.work_curves import ask_work_curve
from claims.calculator.asked import WrongAnswers
from claims.calculator.household import Household, HouseholdProblems
from claims.calculator.work import first_question
from claims.claim_household import household_of
from claims.estimate_readers import what_to_fix
from claims.estimate_words import estimate_sentence
from claims.models import Claim, WorkCurve
from claims.what_if_forms import WorkForm
from claims.what_if_readers import is_of_now, latest_curve
from claims.work_content import work_content

# Scripts ask with this in X-Fragment, and get the parts of the page that change.
FRAGMENT = "work"
UNPROCESSABLE = 422


@login_not_required
@require_GET
def work(request: HttpRequest, public_id: str) -> HttpResponse:
    """The question about work and its answer, as far as it is worked out."""
    claim = readers.claim_for(request.actor, public_id)
    try:
        household = household_of(claim, request.actor.council)[0]
    except HouseholdProblems as problem:
        return render(request, "claims/work.html", {"claim": claim, "problem": fix_words(problem)})
    curve = latest_curve(claim)
    form = WorkForm(household=household, initial=curve.question if curve else first_question(household).to_dict())
    return _draw(request, claim, household, curve, form)


@login_not_required
@require_POST
def ask_work(request: HttpRequest, public_id: str) -> HttpResponse:
    """Work out what was asked."""
    claim = readers.claim_for(request.actor, public_id)
    try:
        ask_work_curve(public_id=public_id, raw=request.POST.dict(), by=request.actor)
    except WrongAnswers:
        household = household_of(claim, request.actor.council)[0]
        form = WorkForm(request.POST, household=household)
        form.is_valid()
        return _draw(request, claim, household, latest_curve(claim), form, status=UNPROCESSABLE)
    except HouseholdProblems:
        # The page itself says what is missing.
        pass
    return redirect("claims:work", claim.public_id)


def fix_words(problem: HouseholdProblems) -> str:
    """What to tell us, in the page's language, when the answers make no household."""
    return estimate_sentence(_(what_to_fix(problem.problems)), get_language())


def _draw(
    request: HttpRequest, claim: Claim, household: Household, curve: WorkCurve | None, form: WorkForm, status: int = 200
) -> HttpResponse:
    context = {"claim": claim, "form": form, "curve": curve, **_state(curve, household)}
    is_fragment = request.headers.get("X-Fragment") == FRAGMENT
    template = "claims/_work_parts.html" if is_fragment else "claims/work.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["X-Fragment"])
    return response


def _state(curve: WorkCurve | None, household: Household) -> dict[str, Any]:
    """How far the curve is: due, ready with its content, or failed with the reason."""
    if curve is None:
        return {}
    if curve.state == WorkCurve.State.READY:
        return {"content": work_content(curve), "is_old": not is_of_now(curve, household)}
    if curve.state == WorkCurve.State.DUE:
        return {"is_due": True, "status_text": _("Working it out… this takes a few seconds.")}
    return {"failure": estimate_sentence(_(curve.error), get_language())}
