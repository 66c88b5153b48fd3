"""Changes of life side by side: the comparison, adding, naming and removing one, sharing them with an adviser."""

from __future__ import annotations

import contextlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Scope
from calculator.better_off.pattern import first_question
from calculator.better_off.scenarios import MOST_SCENARIOS, CannotChange, kinds_for
from calculator.household.parsing import HouseholdProblems
from claims.models import Claim
from claims.readers import claims as readers
from core.asking import ask_first, is_sure
from core.rules.messages import Phrase
from estimates.actions import scenarios as comparing
from estimates.forms.scenarios import KIND_TITLES, RenameForm, ScenarioForm
from estimates.models import Comparison
from estimates.presenters.scenarios import comparison_content
from estimates.presenters.words import localised
from estimates.readers.household import household_of
from estimates.readers.scenarios import is_of_now, latest_comparison, scenario_of, scenarios_of
from estimates.views.hours_curve import fix_words

UNPROCESSABLE = 422


@login_not_required
@require_GET
def scenarios(request: HttpRequest, public_id: str) -> HttpResponse:
    """Today and the kept changes side by side, as far as they are worked out."""
    claim = readers.claim_with_money_for(request.actor, public_id)
    try:
        household = household_of(claim, request.actor.council)[0]
    except HouseholdProblems as problem:
        return render(request, "estimates/scenarios.html", {"claim": claim, "problem": fix_words(problem)})
    kept, comparison = scenarios_of(claim), latest_comparison(claim)
    context = {
        "claim": claim,
        "scenarios": kept,
        "comparison": comparison,
        "kinds": [(kind, KIND_TITLES[kind]) for kind in kinds_for(household)],
        "is_full": len(kept) == MOST_SCENARIOS,
        "may_ask": readers.may_in(request.actor, claim, Scope.FILL_MONEY),
        "may_share": readers.is_own(request.actor, claim),
        "is_shared": any(each.shared_with_adviser_at for each in kept),
        "is_old": comparison is not None and not is_of_now(comparison, household),
        **_state(comparison, kept),
    }
    return render(request, "estimates/scenarios.html", context)


def _state(comparison: Comparison | None, kept: list[Any]) -> dict[str, Any]:
    if comparison is None or not kept:
        return {}
    if comparison.state == Comparison.State.READY:
        return {"content": comparison_content(comparison, kept)}
    if comparison.state == Comparison.State.DUE:
        return {"is_due": True, "status_text": _("Working it out… this takes a few seconds.")}
    return {"failure": _(comparison.error)}


@login_not_required
@require_POST
def ask_comparison(request: HttpRequest, public_id: str) -> HttpResponse:
    """Work the comparison out with the answers as they are now."""
    readers.claim_with_money_for(request.actor, public_id)
    # The page itself says what is missing.
    with contextlib.suppress(HouseholdProblems):
        comparing.ask_comparison(public_id=public_id, by=request.actor)
    return redirect("estimates:scenarios", public_id)


@login_not_required
@require_http_methods(["GET", "POST"])
def add_scenario(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """One change of life: what it asks, and a name for it."""
    claim = readers.claim_with_money_for(request.actor, public_id)
    try:
        household = household_of(claim, request.actor.council)[0]
    except HouseholdProblems:
        return redirect("estimates:scenarios", public_id)
    if kind not in kinds_for(household):
        raise Http404
    initial = first_question(household).to_dict() | {"name": KIND_TITLES[kind], "babies": 1}
    form = ScenarioForm(_posted(request), kind=kind, household=household, initial=initial)
    if request.method == "GET" or not form.is_valid():
        return _draw_form(request, claim, KIND_TITLES[kind], form)
    try:
        comparing.add_scenario(
            public_id=public_id, kind=kind, name=form.cleaned_data["name"], raw=form.cleaned_data, by=request.actor
        )
    except (CannotChange, HouseholdProblems) as problem:
        form.add_error(None, localised(_sentence(problem)))
        return _draw_form(request, claim, KIND_TITLES[kind], form)
    except comparing.TooManyScenarios:
        messages.error(request, _("You can compare six changes at once. Remove one to add another."))
    return redirect("estimates:scenarios", public_id)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, empty or not; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def _sentence(problem: CannotChange | HouseholdProblems) -> Phrase:
    return problem.problems[0][1] if isinstance(problem, HouseholdProblems) else problem.sentence


def _draw_form(request: HttpRequest, claim: Claim, title: str, form: ScenarioForm | RenameForm) -> HttpResponse:
    back_url = reverse("estimates:scenarios", args=[claim.public_id])
    context = {"claim": claim, "title": title, "form": form, "back_url": back_url}
    return render(request, "estimates/scenario.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
def rename_scenario(request: HttpRequest, public_id: str, scenario_id: str) -> HttpResponse:
    """Another name for a kept change."""
    claim = readers.claim_with_money_for(request.actor, public_id)
    scenario = scenario_of(claim, scenario_id)
    form = RenameForm(_posted(request), initial={"name": scenario.name})
    if request.method == "GET" or not form.is_valid():
        return _draw_form(request, claim, _("Rename “%(name)s”") % {"name": scenario.name}, form)
    name = form.cleaned_data["name"]
    comparing.rename_scenario(public_id=public_id, scenario_id=scenario_id, name=name, by=request.actor)
    return redirect("estimates:scenarios", public_id)


@login_not_required
@require_POST
def remove_scenario(request: HttpRequest, public_id: str, scenario_id: str) -> HttpResponse:
    """Take a kept change out."""
    scenario = scenario_of(readers.claim_with_money_for(request.actor, public_id), scenario_id)
    if not is_sure(request):
        keep_url = reverse("estimates:scenarios", args=[public_id])
        return ask_first(request, question=_("Remove “%(name)s”?") % {"name": scenario.name}, keep_url=keep_url)
    comparing.remove_scenario(public_id=public_id, scenario_id=scenario_id, by=request.actor)
    messages.success(request, _("“%(name)s” is removed.") % {"name": scenario.name})
    return redirect("estimates:scenarios", public_id)


@login_not_required
@require_POST
def share_scenarios(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the council's advisers see the comparison, or no longer."""
    readers.claim_with_money_for(request.actor, public_id)
    shared = request.POST.get("shared") == "yes"
    comparing.share_scenarios(public_id=public_id, shared=shared, by=request.actor)
    said = _("The council’s advisers can now see what you compared.") if shared else _("You no longer share it.")
    messages.success(request, said)
    return redirect("estimates:scenarios", public_id)
