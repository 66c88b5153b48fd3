"""One claim as staff of its council may read it.

Somebody who is not staff here gets 404; staff whose role does not look at claims get 403.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import Decision
from claims.models import Claim, ClaimFile, ClaimPdf, ClaimStatus, StatusChange
from claims.readers.answer_store import spec_of
from formspec.rules.checks import is_checked


def sent_claims(actor: Actor) -> QuerySet[Claim]:
    """Every sent claim of the actor's council."""
    require(actor, Permission.CLAIM_VIEW)
    return (
        Claim.objects.filter(submitted_at__isnull=False)
        .select_related("resident", "status", "form_version__form", "submission")
        .defer("form_version__spec", "submission__answers", "submission__secret")
    )


def staff_claim_for(actor: Actor, reference: str) -> Claim:
    """One sent claim of the actor's council, or 404."""
    whole = sent_claims(actor).defer(None).select_related("pdf", "times").defer("form_version__spec", "pdf__content")
    claim = whole.filter(reference=reference).first()
    if claim is None:
        raise Http404
    return claim


def latest_change(claim: Claim) -> StatusChange:
    """The status change that made a sent claim what it is; sending was the first one."""
    return StatusChange.objects.filter(claim=claim).select_related("status").order_by("-at", "-pk").first()


def document_for_staff(actor: Actor, reference: str) -> ClaimPdf:
    """The PDF of a sent claim of the actor's council, or 404."""
    return ClaimPdf.objects.select_related("claim__resident").get(claim=staff_claim_for(actor, reference))


def file_for_staff(actor: Actor, reference: str, public_id: Any) -> ClaimFile:
    """A file that belongs to a sent claim of the actor's council, or 404."""
    file = ClaimFile.objects.filter(claim=staff_claim_for(actor, reference), public_id=public_id).first()
    if file is None:
        raise Http404
    return file


def statuses_by_hand(claim: Claim) -> list[ClaimStatus]:
    """The statuses that an advisor may pick for a claim. Where the form says what is checked, only a decision ends it
    (casework/deciding); while one stands, no other status is true.
    """
    if Decision.objects.filter(claim=claim, state__in=Decision.LIVE).exists():
        return []
    form = claim.form_version.form.slug
    statuses = [
        status for status in council_statuses()
        if status.is_offered_for(form) and status.code != ClaimStatus.WITHDRAWN
    ]  # fmt: skip
    if not is_checked(spec_of(claim).checks):
        return statuses
    return [status for status in statuses if status.stage != ClaimStatus.Stage.DONE]


def offered_statuses() -> list[ClaimStatus]:
    """The statuses that the council lets advisors choose, of some form at least, in its order."""
    offered = [
        status for status in council_statuses()
        if status.is_offered or any(own.get("is_offered") for own in status.by_form.values())
    ]  # fmt: skip
    return [status for status in offered if status.code != ClaimStatus.WITHDRAWN]


def council_statuses() -> list[ClaimStatus]:
    """The statuses that this council uses, in its order."""
    return list(ClaimStatus.objects.all())
