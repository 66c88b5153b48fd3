"""What can I get: the estimate of a claim while it is worked out and when it is ready, and starting a claim from it."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Scope
from claims.actions.opening import FormClosed
from claims.actions.setting_up import NotSetUp
from claims.models import Claim
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from claims.views.starting import limited_drafts, remember_visitor
from estimates.actions.estimating import ask_estimate as ask_for_estimate
from estimates.actions.estimating import start_from_check
from estimates.models import Estimate
from estimates.presenters.estimate import estimate_content, forms_of_help, forms_to_start, problem_words
from estimates.presenters.explanations import inputs_shown
from estimates.presenters.new_entitlements import new_entitlement_content
from estimates.readers.estimates import forms_open, latest_estimate

# Milliseconds between two looks of a page at an estimate whose engine is away.
WAITING_INTERVAL = 30_000
LONGER_THAN_USUAL = dt.timedelta(seconds=20)


@login_not_required
@require_GET
def estimate(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the answers come to, as far as it is worked out. Scripts ask for the live status alone."""
    claim = readers.claim_with_money_for(request.actor, public_id)
    latest = latest_estimate(claim)
    is_due = latest is not None and latest.state == Estimate.State.DUE
    context = {"claim": claim, "estimate": latest, "is_due": is_due, "status_text": _status_text(latest)}
    # Asked every second while it takes seconds, but not all day.
    context["interval"] = WAITING_INTERVAL if is_due and latest.error else None
    if request.headers.get("X-Fragment") == "live-status":
        response = render(request, "estimates/_estimate_status.html", context)
    else:
        response = render(request, "estimates/estimate.html", context | _page(request, claim, latest))
    patch_vary_headers(response, ["X-Fragment"])
    return response


def _status_text(latest: Estimate | None) -> str:
    if latest is None or latest.state != Estimate.State.DUE:
        return _("Worked out.")
    if latest.error:
        return problem_words(latest)
    if latest.attempts > 1 or timezone.now() - latest.asked_at > LONGER_THAN_USUAL:
        return _("This is taking longer than usual. We keep trying, and you can come back to this page later.")
    return _("Working it out… this takes a few seconds.")


def _page(request: HttpRequest, claim: Claim, latest: Estimate | None) -> dict:
    is_check = localised_spec(claim).kind == "check"
    # A helper's own new claim must not be filled in with somebody else's answers.
    can_start = is_check and readers.is_own(request.actor, claim)
    to_start = forms_to_start(latest)
    are_open = forms_open(to_start | forms_of_help(latest)) if can_start else {}
    is_ready = latest is not None and latest.state == Estimate.State.READY
    return {
        "title": localised_spec(claim).title,
        "is_check": is_check,
        "may_ask": readers.may_in(request.actor, claim, Scope.FILL_MONEY),
        "forms": {slug: title for slug, title in are_open.items() if slug in to_start},
        "content": estimate_content(latest, are_open) if is_ready else None,
        "inputs": inputs_shown(latest, claim) if is_ready else [],
        "alerts": new_entitlement_content(claim, latest, request.actor),
        "problem": problem_words(latest) if latest is not None else "",
    }


@login_not_required
@require_POST
def ask_estimate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Work out what the answers as they are now come to."""
    claim = readers.claim_with_money_for(request.actor, public_id)
    ask_for_estimate(claim=claim, by=request.actor)
    return redirect("estimates:estimate", claim.public_id)


@login_not_required
@require_POST
@limited_drafts
def start_from(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Begin a claim filled in with the answers of the person's own check."""
    check = readers.claim_for(request.actor, public_id)
    if not readers.is_own(request.actor, check):
        raise Http404
    try:
        claim = start_from_check(check=check, slug=slug, language=get_language(), by=request.actor)
    except (FormClosed, NotSetUp):
        return redirect("claims:start", slug)
    remember_visitor(request, claim)
    return redirect("claims:task_list", claim.public_id)
