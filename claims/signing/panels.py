"""What a partner's signature puts on the receipt of a claim and on the list of somebody's claims."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from claims.models import Claim, ClaimStatus
from claims.readers.claims import is_own
from core.panels import add_panel


def on_sent_claim(request: HttpRequest, claim: Claim) -> str:
    """For the claimant: that the partner has still to sign. No query: it stands with the claim."""
    is_over = claim.status.stage == ClaimStatus.Stage.DONE
    is_asked = claim.awaits_signature and claim.resident.safe_to_contact
    if not is_asked or is_over or not is_own(request.actor, claim):
        return ""
    return render_to_string("claims/signing/_on_sent.html", {"claim": claim})


add_panel("claims.sent.news", on_sent_claim)
