"""What clocks put on a claim's page for staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.permissions import Permission
from casework.clocks.presenters.clock import clock_rows, pause_rows
from casework.clocks.readers.clock import clock_of
from casework.clocks.readers.holds import acts_since, holds_of
from claims.models import Claim, ClaimStatus
from core.panels import add_panel


def clocks_panel(request: HttpRequest, claim: Claim) -> str:
    """On a claim for staff: the hold that it is on, with what came since, one that ended, and the days that run."""
    current, ended = holds_of(claim)
    is_done = claim.status.stage == ClaimStatus.Stage.DONE
    if is_done and current is None and ended is None:
        return ""
    clock = clock_of(claim, request.actor.council.nation)
    page = {
        "claim": claim,
        "hold": current,
        "acts": acts_since(current) if current else [],
        "ended": ended,
        "may_progress": request.actor.may(Permission.CLAIM_PROGRESS),
        "rows": clock_rows(clock, timezone.localdate()),
        "pauses": pause_rows(clock.pauses),
        "is_done": is_done,
    }
    return render_to_string("casework/clocks/_claim.html", page, request)


add_panel("casework.claim", clocks_panel)
