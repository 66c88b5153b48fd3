"""What notes put on a claim's page and on the work list."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Permission
from casework.noting.readers import marked_among, own_among
from casework.readers.notes import notes_on
from claims.models import Claim
from core.panels import add_panel


def notes_panel(request: HttpRequest, claim: Claim) -> str:
    """On a claim for staff: pinned notes, those that wait for somebody, and one's own to change."""
    notes = notes_on(claim, request.actor)
    page = {
        "claim": claim,
        "marked": marked_among(notes),
        "own": own_among(notes, request.actor),
        "may_note": request.actor.may(Permission.CLAIM_NOTE),
    }
    return render_to_string("casework/noting/_claim.html", page, request)


def waiting_panel(request: HttpRequest, waiting: int) -> str:
    """Above the work list: how many notes wait, and the way to quality checks."""
    return render_to_string("casework/noting/_list.html", {"waiting": waiting})


add_panel("casework.claim", notes_panel)
add_panel("casework.work_list", waiting_panel)
