"""What notes put on a claim's page and on the work list."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Permission
from casework.noting.readers import marked_notes, own_notes, waiting_notes
from claims.models import Claim
from core.panels import add_panel


def notes_panel(request: HttpRequest, claim: Claim) -> str:
    """On a claim for staff: pinned notes, those that wait for somebody, and one's own to change."""
    page = {
        "claim": claim,
        "marked": marked_notes(claim, request.actor),
        "own": own_notes(claim, request.actor),
        "may_note": request.actor.may(Permission.CLAIM_NOTE),
    }
    return render_to_string("casework/noting/_claim.html", page, request)


def waiting_panel(request: HttpRequest, subject: None) -> str:
    """Above the work list: how many notes wait, and the way to quality checks. One query."""
    page = {"waiting": waiting_notes(request.actor).count()}
    return render_to_string("casework/noting/_list.html", page)


add_panel("casework.claim", notes_panel)
add_panel("casework.work_list", waiting_panel)
