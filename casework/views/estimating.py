"""The estimate of a claim at the desk: its working, what went in, what is different since it was sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.sessions import staff_required
from casework.actions import progress
from casework.actions.estimating import work_out_again
from casework.readers.claims import staff_claim_for
from casework.readers.estimating import estimate_when_sent
from claims.readers.answer_store import localised_spec
from estimates.models import Estimate
from estimates.presenters.changes import between
from estimates.presenters.estimate import estimate_content, problem_words
from estimates.presenters.explanations import inputs_shown
from estimates.readers.estimates import can_estimate, latest_estimate


@staff_required
@require_http_methods(["GET", "POST"])
def estimate(request: HttpRequest, reference: str) -> HttpResponse:
    """How the estimate was worked out; posted, it is worked out anew."""
    claim = staff_claim_for(request.actor, reference)
    if request.method == "POST":
        before = latest_estimate(claim)
        if work_out_again(reference=reference, by=request.actor) == before:
            messages.success(request, _("Nothing is different: it rests on the same answers, rules and rates."))
        return redirect("casework:estimate", reference)
    progress.record_opening(claim=claim, by=request.actor)
    latest, first = latest_estimate(claim), estimate_when_sent(claim)
    is_ready = latest is not None and latest.state == Estimate.State.READY
    context = {
        "claim": claim,
        "title": localised_spec(claim).title,
        "estimate": latest,
        "is_due": latest is not None and latest.state == Estimate.State.DUE,
        # What the claimant could do next, and help from elsewhere, is for them.
        "content": estimate_content(latest, {}) | {"next_steps": [], "passported": None} if is_ready else None,
        "inputs": inputs_shown(latest, claim) if is_ready else [],
        "first": first,
        "since": between(first, latest, claim) if is_ready and first is not None and first != latest else None,
        "problem": problem_words(latest) if latest is not None and not is_ready else "",
        "may_ask": request.actor.may(Permission.CLAIM_PROGRESS) and can_estimate(claim),
        "back_url": reverse("casework:staff_claim", args=[reference]),
        "nav": "work",
    }
    return render(request, "casework/estimate.html", context)
