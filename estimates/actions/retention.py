"""Deleting estimates that need not be kept."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from estimates.models import Estimate

# An estimate asked for through the API is about a household without a name, and whoever asked has fetched it by then.
API_ESTIMATE_DAYS = 2


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
