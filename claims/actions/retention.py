"""Deleting what need not be kept."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from claims.models import Claim, Estimate

# A day longer than a visitor's session: nobody loses a draft that they could still reach.
UNSAVED_DRAFT_DAYS = 2
# An estimate asked for through the API is about a household without a name, and whoever asked has fetched it by then.
API_ESTIMATE_DAYS = 2


@transaction.atomic
def delete_unsaved_drafts(*, by: Actor) -> int:
    """Delete the drafts of visitors who left neither an account nor a contact, two days after they began.

    A check that led to a claim that was sent stays with it: its estimate is counted. Returns how many. The record
    itself stays, without anything personal in it: the audit trail refers to it.
    """
    before = timezone.now() - dt.timedelta(days=UNSAVED_DRAFT_DAYS)
    unsaved = Claim.objects.filter(
        submitted_at__isnull=True, started_at__lt=before, resident__user__isnull=True, resident__email="",
        resident__phone="",
    ).exclude(Exists(Claim.objects.filter(led_by__claim=OuterRef("pk"), submitted_at__isnull=False)))  # fmt: skip
    Estimate.objects.filter(claim__in=unsaved).delete()
    number = len(unsaved)
    unsaved.delete()
    if number:
        audit.record("claims.drafts.deleted", by=by, detail={"number": number})
    return number


@transaction.atomic
def delete_api_estimates(*, by: Actor) -> int:
    """Delete the estimates that no claim holds, two days after they were asked for through the API; returns how many.

    Estimates of a claim, those that a later one replaced among them, are kept as long as the claim.
    """
    before = timezone.now() - dt.timedelta(days=API_ESTIMATE_DAYS)
    number, _ = Estimate.objects.filter(claim__isnull=True, asked_at__lt=before).delete()
    if number:
        audit.record("claims.estimates.deleted", by=by, detail={"number": number})
    return number
