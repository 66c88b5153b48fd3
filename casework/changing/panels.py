"""What changes of circumstances put on a claim's page for staff, and the awards on the claimant's page of a change."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from casework.changing.presenters import awards_content
from claims.models import Claim
from claims.presenters.following import changes_in
from claims.readers.following import can_be_followed, changes_sent, read_with_first
from core.panels import add_panel


def changes_panel(request: HttpRequest, claim: Claim) -> str:
    """On a change: its claim, and each answer before and after. On a claim: the changes that were told, one query."""
    if claim.follows_id is not None:
        read_with_first(claim)
        page = {"claim": claim, "first": claim.follows, "rows": changes_in(claim)}
        return render_to_string("casework/changing/_changes.html", page)
    changes = changes_sent(claim) if can_be_followed(claim) else []
    return render_to_string("casework/changing/_told.html", {"changes": changes}) if changes else ""


def awards_panel(request: HttpRequest, claim: Claim) -> str:
    """For the claimant: the awards of this council that are looked at again, of a claim or of a change that was sent.
    Two queries, and for a change another.
    """
    awards = awards_content(claim.follows if claim.follows_id is not None else claim)
    return render_to_string("casework/changing/_awards.html", {"awards": awards}) if awards else ""


add_panel("casework.claim", changes_panel)
add_panel("claims.change", awards_panel)
