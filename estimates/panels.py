"""What estimates put on the pages of a claim."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from claims.models import Claim
from core.panels import add_panel
from estimates.readers.estimates import can_estimate


def ask_button(request: HttpRequest, claim: Claim) -> str:
    """The button on a draft's task list that asks for its estimate, where its form asks enough for one."""
    return render_to_string("estimates/_ask_button.html", {"claim": claim}, request) if can_estimate(claim) else ""


def estimate_link(request: HttpRequest, claim: Claim) -> str:
    """The way from a receipt to the estimate of what was sent."""
    return render_to_string("estimates/_estimate_link.html", {"claim": claim}) if can_estimate(claim) else ""


add_panel("claims.task_list", ask_button)
add_panel("claims.sent", estimate_link)
