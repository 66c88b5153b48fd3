"""What changes of circumstances put on a claim's page for staff: what one changes, and those that a claim has had."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from claims.models import Claim
from claims.presenters.following import changes_in
from claims.readers.following import can_be_followed, changes_sent
from core.panels import add_panel


def changes_panel(request: HttpRequest, claim: Claim) -> str:
    """On a change: its claim, and each answer before and after. On a claim: the changes that were told, one query."""
    if claim.follows_id is not None:
        page = {"claim": claim, "first": claim.follows, "rows": changes_in(claim)}
        return render_to_string("casework/changing/_changes.html", page)
    changes = changes_sent(claim) if can_be_followed(claim) else []
    return render_to_string("casework/changing/_told.html", {"changes": changes}) if changes else ""


add_panel("casework.claim", changes_panel)
