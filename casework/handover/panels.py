"""What the hand-over puts on a claim's page for staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Permission
from casework.handover.presenters.deliveries import delivery_rows
from casework.handover.readers.destinations import deliveries_of
from claims.models import Claim
from core.panels import add_panel


def deliveries_panel(request: HttpRequest, claim: Claim) -> str:
    """Where the claim was handed over to, how that stands, and each try; nothing where it goes nowhere."""
    rows = delivery_rows(deliveries_of(claim))
    if not rows:
        return ""
    page = {"claim": claim, "rows": rows, "may_send_again": request.actor.may(Permission.COUNCIL_MANAGE)}
    return render_to_string("casework/handover/_deliveries.html", page, request=request)


add_panel("casework.claim", deliveries_panel)
