"""What withdrawing puts on the receipt of a claim."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from claims.models import Claim, ClaimStatus
from claims.readers.claims import is_own
from core.panels import add_panel


def on_sent_claim(request: HttpRequest, claim: Claim) -> str:
    """For the claimant: the way to withdraw a claim that goes on, and the way back. No query of its own."""
    is_withdrawn = claim.status.code == ClaimStatus.WITHDRAWN
    if not is_own(request.actor, claim) or (claim.status.stage == ClaimStatus.Stage.DONE and not is_withdrawn):
        return ""
    return render_to_string("claims/withdrawing/_on_sent.html", {"claim": claim, "is_withdrawn": is_withdrawn})


add_panel("claims.sent.end", on_sent_claim)
