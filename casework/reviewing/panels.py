"""What reviews put on a claim's page for staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.permissions import Permission
from casework.reviewing.readers import can_be_reviewed
from claims.models import Claim, ClaimStatus
from claims.reviewing.presenters import titles_of
from claims.reviewing.readers import reviews_of
from claims.reviewing.rules import is_overdue
from core.panels import add_panel


def review_panel(request: HttpRequest, claim: Claim) -> str:
    """The review that is open, how those before it ended, and the way to ask for one. No query before a claim is
    done, two after.
    """
    if claim.status.stage != ClaimStatus.Stage.DONE and claim.review_until is None:
        return ""
    found = reviews_of(claim)
    current = next((each for each in found if each.is_open), None)
    may_progress = request.actor.may(Permission.CLAIM_PROGRESS)
    may_ask = may_progress and current is None and can_be_reviewed(claim)
    if not found and not may_ask:
        return ""
    page = {
        "claim": claim,
        "review": current,
        "changed": titles_of(claim, current.changed_sections) if current else [],
        "is_overdue": current is not None and is_overdue(current.last_day, timezone.localdate()),
        "ended": [each for each in found if not each.is_open],
        "may_progress": may_progress,
        "may_ask": may_ask,
    }
    return render_to_string("casework/reviewing/_on_claim.html", page)


add_panel("casework.claim", review_panel)
