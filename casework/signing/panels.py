"""What a partner's signature puts on a claim's page for staff."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Permission
from casework.signing.readers import signature_on
from claims.models import Claim, ClaimStatus
from core.panels import add_panel


def signature_panel(request: HttpRequest, claim: Claim) -> str:
    """How it stands, why it is not asked for, what the partner says is not right, and the way to write one down."""
    signature = signature_on(claim)
    if signature is None:
        return ""
    is_over = claim.status.stage == ClaimStatus.Stage.DONE
    page = {
        "claim": claim,
        "signature": signature,
        "is_unsafe": signature.state == signature.State.UNSAFE or not claim.resident.safe_to_contact,
        "may_record": request.actor.may(Permission.CLAIM_PROGRESS) and not signature.is_settled and not is_over,
    }
    return render_to_string("casework/signing/_on_claim.html", page)


add_panel("casework.claim", signature_panel)
