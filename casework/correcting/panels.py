"""What corrections put on a claim's page for staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Permission
from casework.correcting.presenters import desk_content
from claims.correcting.readers import is_over
from claims.models import Claim
from core.panels import add_panel


def corrections_panel(request: HttpRequest, claim: Claim) -> str:
    """The way to ask for a correction, what waits for the claimant, and what was changed; no query where nothing is."""
    page = desk_content(claim) | {
        "claim": claim,
        "may_ask": request.actor.may(Permission.CLAIM_PROGRESS) and not is_over(claim),
        "may_progress": request.actor.may(Permission.CLAIM_PROGRESS),
    }
    return render_to_string("casework/correcting/_on_claim.html", page)


add_panel("casework.claim", corrections_panel)
