"""Deleting what need not be kept."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from claims.models import Claim, Estimate

# A day longer than a visitor's session: nobody loses a draft that they could still reach.
UNSAVED_DRAFT_DAYS = 2


@transaction.atomic
def delete_unsaved_drafts(*, by: Actor) -> int:
    """Delete the drafts of visitors who left neither an account nor a contact, two days after they began.

    Returns how many. The record itself stays, without anything personal in it: the audit trail refers to it.
    """
    before = timezone.now() - dt.timedelta(days=UNSAVED_DRAFT_DAYS)
    unsaved = Claim.objects.filter(
        submitted_at__isnull=True, started_at__lt=before, resident__user__isnull=True, resident__email="",
        resident__phone="",
    )  # fmt: skip
    Estimate.objects.filter(claim__in=unsaved).delete()
    number = len(unsaved)
    unsaved.delete()
    if number:
        audit.record("claims.drafts.deleted", by=by, detail={"number": number})
    return number
