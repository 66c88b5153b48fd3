"""What deciding puts on other pages: the checks on a claim for staff, the letter on it for the claimant."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Permission
from casework.deciding.presenters import case as content
from casework.deciding.readers.case import case_of
from casework.deciding.readers.letters import sent_letters
from casework.models import Decision
from claims.models import Claim
from core.panels import add_panel


def checks_panel(request: HttpRequest, claim: Claim) -> str:
    """On a claim for staff: how its checks stand, the next one, and every decision there was."""
    case = case_of(claim)
    page = {
        "claim": claim,
        "rows": content.check_rows(case),
        "following": case.open_after(""),
        "live": case.live,
        "decisions": list(reversed(case.decisions)),
        "may_progress": request.actor.may(Permission.CLAIM_PROGRESS),
    }
    return render_to_string("casework/deciding/_checks.html", page)


def letters_panel(request: HttpRequest, claim: Claim) -> str:
    """On a claim for the claimant: what was decided, and the letters."""
    letters = sent_letters(claim)
    if not letters:
        return ""
    latest = letters[0]
    page = {
        "claim": claim,
        "latest": latest,
        "earlier": letters[1:],
        "is_reopened": latest.state == Decision.State.REOPENED,
    }
    return render_to_string("casework/deciding/_letters.html", page)


add_panel("casework.claim", checks_panel)
add_panel("claims.sent.news", letters_panel)
