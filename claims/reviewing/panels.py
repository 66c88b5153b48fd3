"""What a review puts on the receipt of a claim."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from claims.models import Claim
from claims.readers.claims import is_in_record
from core.panels import add_panel


def on_sent_claim(request: HttpRequest, claim: Claim) -> str:
    """For the claimant: that they are asked, by when, and where to answer. No query."""
    if claim.review_until is None or not is_in_record(request.actor, claim):
        return ""
    return render_to_string("claims/reviewing/_on_sent.html", {"claim": claim})


add_panel("claims.sent.news", on_sent_claim)
