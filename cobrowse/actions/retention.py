"""Deleting what need not be kept of live help (docs/live-help.md has the policy in words)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from cobrowse.models import HelpRequest

# A decision can be asked about again for 13 months; what was said about it is then no use to anybody.
KEPT_DAYS = 400
AT_ONCE = 500


@transaction.atomic
def delete_old_requests(*, by: Actor) -> int:
    """Delete requests that ended 400 days ago, with everything that was said in them; how many."""
    before = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    old = HelpRequest.objects.filter(state=HelpRequest.State.ENDED, ended_at__lt=before).order_by("pk")
    keys = list(old.values_list("pk", flat=True)[:AT_ONCE])
    HelpRequest.objects.filter(pk__in=keys).delete()
    if keys:
        audit.record("cobrowse.requests.deleted", by=by, detail={"number": len(keys)})
    return len(keys)
