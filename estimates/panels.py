"""What estimates put on the pages of a claim."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Scope
from claims.models import Claim
from claims.readers.claims import may_in
from core.panels import add_panel
from estimates.presenters.changes import change_estimate_content
from estimates.readers.changes import change_estimate
from estimates.readers.estimates import can_estimate


def ask_button(request: HttpRequest, claim: Claim) -> str:
    """The button on a draft's task list that asks for its estimate, where its form asks enough for one."""
    if not (can_estimate(claim) and may_in(request.actor, claim, Scope.FILL_MONEY)):
        return ""
    return render_to_string("estimates/_ask_button.html", {"claim": claim}, request)


def estimate_link(request: HttpRequest, claim: Claim) -> str:
    """The way from a receipt to the estimate of what was sent."""
    if not (can_estimate(claim) and may_in(request.actor, claim, Scope.VIEW_MONEY)):
        return ""
    return render_to_string("estimates/_estimate_link.html", {"claim": claim})


def change_for_claimant(request: HttpRequest, claim: Claim) -> str:
    """What a change that was sent comes to, before and after, for whoever told it. One query for a change."""
    return _change(request, claim, is_staff=False)


def change_for_staff(request: HttpRequest, claim: Claim) -> str:
    """The same on the page of a change at the desk."""
    return _change(request, claim, is_staff=True)


def _change(request: HttpRequest, claim: Claim, *, is_staff: bool) -> str:
    if claim.is_draft or claim.follows_id is None:
        return ""
    row = change_estimate(claim)
    if row is None:
        return ""
    page = change_estimate_content(row, claim) | {"is_staff": is_staff, "here": request.path}
    return render_to_string("estimates/_change.html", page)


add_panel("claims.change", change_for_claimant)
add_panel("casework.claim", change_for_staff)
add_panel("claims.task_list", ask_button)
add_panel("claims.sent", estimate_link)
