"""What is old goes: actions of plans, hand-overs and enquiries are kept for some time after they are settled, and
offers of a grant that came to nothing for a shorter one.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from accounts import audit
from accounts.actors import Actor
from advocates.models import Ask, Enquiry, HandOver, Invitation, PlanAction, PlanShare, Transfer
from advocates.readers.keeping import not_held

KEPT = dt.timedelta(days=2 * 365)
# What nobody settled.
LONGEST = dt.timedelta(days=3 * 365)
# Names and contacts of people who may never have heard of it.
OFFERS_KEPT = dt.timedelta(days=180)
A_RUN = 500


@transaction.atomic
def delete_old_work(*, now: dt.datetime, by: Actor) -> int:
    """Delete what was settled KEPT ago, or begun LONGEST ago, and transfers, invitations and asks OFFERS_KEPT after the
    answer or their time, but no invitation or ask that made a grant, nor anything of somebody who is held; how many
    rows. The rest goes in the next run.
    """
    old, oldest, offered = now - KEPT, now - LONGEST, now - OFFERS_KEPT
    is_over = Q(settled_at__lt=offered) | Q(settled_at=None, expires_at__lt=offered)
    due = [
        PlanAction.objects.filter(Q(settled_at__lt=old) | Q(made_at__lt=oldest)),
        HandOver.objects.filter(Q(settled_at__lt=old) | Q(sent_at__lt=oldest)),
        Enquiry.objects.filter(Q(answered_at__lt=old) | Q(recorded_at__lt=oldest)),
        PlanShare.objects.filter(Q(withdrawn_at__lt=old) | Q(ends_on__lt=old.date())),
        Transfer.objects.filter(is_over),
        Invitation.objects.filter(is_over, delegation=None),
        Ask.objects.filter(is_over, delegation=None),
    ]
    gone = 0
    for rows in due:
        whose = "asker" if rows.model is Ask else "resident"
        keys = list(not_held(rows, whose).order_by("pk").values_list("pk", flat=True)[:A_RUN])
        rows.model.objects.filter(pk__in=keys).delete()
        gone += len(keys)
    if gone:
        audit.record("advocates.work.deleted", by=by, detail={"number": gone})
    return gone
