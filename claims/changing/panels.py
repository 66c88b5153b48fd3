"""What changes put on the receipt of a claim."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from claims.models import Claim
from claims.readers.claims import is_in_record
from claims.readers.following import can_be_followed
from core.panels import add_panel


def on_sent_claim(request: HttpRequest, claim: Claim) -> str:
    """For the claimant: the way to tell a change, and from a change the way to its claim. No query."""
    if not is_in_record(request.actor, claim) or not (claim.follows_id is not None or can_be_followed(claim)):
        return ""
    return render_to_string("claims/changing/_on_sent.html", {"claim": claim})


add_panel("claims.sent.end", on_sent_claim)
