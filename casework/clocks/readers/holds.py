"""Whether a claim is on hold, or was until lately."""

from __future__ import annotations

from django.db.models import QuerySet, prefetch_related_objects

from casework.models import ClaimHold
from claims.models import Claim, ResidentAct
from claims.readers.acts import open_acts


def open_hold(claim: Claim) -> ClaimHold | None:
    """The hold that the claim is on, or None."""
    return ClaimHold.objects.filter(claim=claim, ended_at__isnull=True).first()


def ended_holds(claim: Claim) -> QuerySet[ClaimHold]:
    """The holds of the claim that ended by themselves and that nobody has dealt with."""
    return ClaimHold.objects.filter(claim=claim, ended_at__isnull=False, dealt_at__isnull=True)


def acts_since(hold: ClaimHold) -> list[ResidentAct]:
    """What the claimant did since the claim was put on hold and nobody has answered, the first one first."""
    return list(open_acts().filter(claim=hold.claim_id, at__gte=hold.at))


def holds_of(claim: Claim) -> tuple[ClaimHold | None, ClaimHold | None]:
    """The hold that the claim is on, and the last that ended and nobody has dealt with; None for none. One query, which
    the claim's timeline shares.
    """
    prefetch_related_objects([claim], "work_holds")
    holds = list(claim.work_holds.all())
    current = next((each for each in holds if each.ended_at is None), None)
    waiting = [each for each in holds if each.ended_at is not None and each.dealt_at is None]
    return current, waiting[-1] if waiting else None
