"""Withdrawing a claim because the claimant asked for it, and having it go on."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.models import Decision
from claims.models import Claim, Withdrawal
from claims.withdrawing.actions import decided_where, restore, withdraw

decided_where(Q(Exists(Decision.objects.filter(claim=OuterRef("pk"), state__in=Decision.LIVE))))


class ClaimMoved(Exception):
    """The claim got another status since the page was opened. Nothing was saved."""


@transaction.atomic
def withdraw_for_claimant(*, reference: str, because: str, based_on: int, by: Actor) -> Withdrawal:
    """Write down that the claimant withdrew, and how they said so. `based_on` is the status that the page showed.

    Again is the same. Raises ClaimMoved, claims.withdrawing.actions.IsDecided, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    standing = claim.withdrawals.filter(undone_at__isnull=True).first()
    if standing is None and claim.status_id != based_on:
        raise ClaimMoved
    return withdraw(claim, because=because, by=by, by_officer=True)


@transaction.atomic
def restore_for_claimant(*, reference: str, by: Actor) -> Claim:
    """Have a withdrawn claim go on, because the claimant asked for it. Raises Http404, PermissionDenied."""
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    restore(claim, by=by, by_officer=True)
    return claim
