"""Asking for a review of an award; more time for one, closing it for the claimant, cancelling it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.presenters.claim import preferences_of
from casework.readers.claims import staff_claim_for
from casework.reviewing import actions
from casework.reviewing.forms import BY_PHONE, CANCEL, AskReviewForm, OpenReviewForm
from casework.reviewing.readers import can_be_reviewed, usual_day
from claims.models import Claim
from claims.reviewing import readers as review_readers
from claims.reviewing.presenters import declaration
from claims.reviewing.rules import REMINDED_BEFORE

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def review_award(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the claimant whether what is held is still right."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    if request.method == "GET":
        day = usual_day(timezone.localdate(), request.council.nation)
        return _draw(request, claim, AskReviewForm(initial={"last_day": day, "asked_with": uuid.uuid4()}))
    form = AskReviewForm(request.POST)
    if not form.is_valid():
        return _draw(request, claim, form, status=UNPROCESSABLE)
    try:
        actions.ask_for_review(reference=reference, **form.cleaned_data, by=request.actor)
    except (actions.ReviewMoved, actions.NoAward):
        return _draw(request, claim, form, has_moved=True, status=CONFLICT)
    messages.success(request, _told(claim))
    return redirect("casework:staff_claim", reference)


def _told(claim: Claim) -> str:
    if claim.resident.safe_to_contact:
        return _("The claimant is asked whether what we hold is still right.")
    return _("It is not safe to contact this person, so no message goes out. They read it when they sign in.")


def _draw(
    request: HttpRequest, claim: Claim, form: AskReviewForm, *, has_moved: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "may_ask": claim.review_until is None and can_be_reviewed(claim),
        "has_moved": has_moved,
        "writes_in": preferences_of(claim.resident)["writes_in"],
        "reminded": REMINDED_BEFORE,
    }
    return _page(request, claim, form, "casework/reviewing/ask.html", context, status)


@staff_required
@require_http_methods(["GET", "POST"])
def open_review(request: HttpRequest, reference: str) -> HttpResponse:
    """Give more time, close it for the claimant, or cancel it."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    current = review_readers.open_review(claim)
    context = {"review": current, "has_moved": False}
    template = "casework/reviewing/open.html"
    if request.method == "GET":
        form = OpenReviewForm(initial={"review": current.public_id} if current else {})
        return _page(request, claim, form, template, context)
    form = OpenReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, claim, form, template, context, UNPROCESSABLE)
    try:
        done = _act(request, claim, form)
    except actions.ReviewMoved:
        return _page(request, claim, form, template, context | {"has_moved": True}, CONFLICT)
    messages.success(request, done)
    return redirect("casework:staff_claim", reference)


def _act(request: HttpRequest, claim: Claim, form: OpenReviewForm) -> str:
    """Do what the form says, and return in words what was done."""
    said = form.cleaned_data
    which = {"reference": claim.reference, "review": said["review"], "by": request.actor}
    if said["what"] == CANCEL:
        actions.cancel_review(**which, why=said["words"])
        return _("The review is cancelled.")
    if said["what"] == BY_PHONE:
        with translation.override(claim.resident.language):
            declared = declaration()
        actions.close_by_phone(**which, how=said["words"], declared=declared)
        return _("It is written down that nothing has changed.")
    actions.move_review(**which, last_day=said["last_day"], why=said["words"])
    return _("The last day is moved, and the claimant is told.")


def _page(
    request: HttpRequest, claim: Claim, form: Form, template: str, context: dict, status: int = 200
) -> HttpResponse:  # fmt: skip
    back = reverse("casework:staff_claim", args=[claim.reference])
    return render(
        request, template, {"claim": claim, "form": form, "back_url": back, "nav": "work", **context}, status=status
    )
