"""What clocks put on a claim's page for staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Permission
from casework.clocks.readers.holds import acts_since, holds_of
from claims.models import Claim, ClaimStatus
from core.panels import add_panel


def clocks_panel(request: HttpRequest, claim: Claim) -> str:
    """On a claim for staff: the hold that it is on, with what came since, and one that ended."""
    current, ended = holds_of(claim)
    page = {
        "claim": claim,
        "hold": current,
        "acts": acts_since(current) if current else [],
        "ended": ended,
        "may_progress": request.actor.may(Permission.CLAIM_PROGRESS),
        "is_done": claim.status.stage == ClaimStatus.Stage.DONE,
    }
    return render_to_string("casework/clocks/_claim.html", page, request)


add_panel("casework.claim", clocks_panel)
