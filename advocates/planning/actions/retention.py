"""What is old goes: actions of plans, hand-overs and enquiries are kept for some time after they are settled."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from accounts import audit
from accounts.actors import Actor
from advocates.models import Enquiry, HandOver, PlanAction, PlanShare

KEPT = dt.timedelta(days=2 * 365)
# What nobody settled.
LONGEST = dt.timedelta(days=3 * 365)
A_RUN = 500


@transaction.atomic
def delete_old_work(*, now: dt.datetime, by: Actor) -> int:
    """Delete what was settled KEPT ago, or begun LONGEST ago; how many rows. The rest goes in the next run."""
    old, oldest = now - KEPT, now - LONGEST
    due = [
        PlanAction.objects.filter(Q(settled_at__lt=old) | Q(made_at__lt=oldest)),
        HandOver.objects.filter(Q(settled_at__lt=old) | Q(sent_at__lt=oldest)),
        Enquiry.objects.filter(Q(answered_at__lt=old) | Q(recorded_at__lt=oldest)),
        PlanShare.objects.filter(Q(withdrawn_at__lt=old) | Q(ends_on__lt=old.date())),
    ]
    gone = 0
    for rows in due:
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:A_RUN])
        rows.model.objects.filter(pk__in=keys).delete()
        gone += len(keys)
    if gone:
        audit.record("advocates.work.deleted", by=by, detail={"number": gone})
    return gone
