"""What corrections put on the receipt of a claim: what waits to be corrected, and the way to what was."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from claims.correcting.readers import is_over
from claims.models import Claim
from claims.readers.claims import is_own
from core.panels import add_panel


def on_sent_claim(request: HttpRequest, claim: Claim) -> str:
    """For the claimant. No query: both numbers stand with the claim."""
    wanted = claim.asked_to_correct and not is_over(claim)
    if not (wanted or claim.corrected) or not is_own(request.actor, claim):
        return ""
    return render_to_string("claims/correcting/_on_sent.html", {"claim": claim, "wanted": wanted})


add_panel("claims.sent.news", on_sent_claim)
