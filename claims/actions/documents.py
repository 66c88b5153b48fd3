"""Writing down who took the PDF of a claim."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from claims.models import Claim


@transaction.atomic
def record_document_opened(*, claim: Claim, by: Actor) -> None:
    """Write down that somebody other than the claimant took the PDF."""
    audit.record("claims.document.opened", by=by, resident=claim.resident, subject=claim.reference)
