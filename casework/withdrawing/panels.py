"""What withdrawing puts on a claim's page for staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Permission
from claims.models import Claim, ClaimStatus
from claims.withdrawing.readers import standing_withdrawal
from core.panels import add_panel


def withdrawal_panel(request: HttpRequest, claim: Claim) -> str:
    """Who withdrew it and why, and the way back; on a claim that goes on, the way to withdraw it."""
    is_withdrawn = claim.status.code == ClaimStatus.WITHDRAWN
    page = {
        "claim": claim,
        "standing": standing_withdrawal(claim) if is_withdrawn else None,
        "may_withdraw": claim.status.stage != ClaimStatus.Stage.DONE,
        "may_progress": request.actor.may(Permission.CLAIM_PROGRESS),
    }
    return render_to_string("casework/withdrawing/_on_claim.html", page)


add_panel("casework.claim", withdrawal_panel)
