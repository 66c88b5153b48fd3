"""Deleting what need not be kept of live help, by the council's rule (models.HelpRules)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from cobrowse.models import HelpEvent, HelpRequest, Way
from cobrowse.readers.settings import help_rules

AT_ONCE = 500


@transaction.atomic
def delete_old_requests(*, by: Actor) -> int:
    """Delete requests that ended as long ago as the council keeps them, and messages that were left and in which
    nothing has happened for so long, with everything that was said in them; how many.
    """
    before = timezone.now() - dt.timedelta(days=help_rules().kept_days)
    lately = HelpEvent.objects.filter(request=OuterRef("pk"), at__gte=before)
    forgotten = Q(way=Way.MESSAGE, state__in=HelpRequest.OPEN, asked_at__lt=before) & ~Q(Exists(lately))
    ended = Q(state=HelpRequest.State.ENDED, ended_at__lt=before)
    keys = list(HelpRequest.objects.filter(ended | forgotten).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    HelpRequest.objects.filter(pk__in=keys).delete()
    if keys:
        audit.record("cobrowse.requests.deleted", by=by, detail={"number": len(keys)})
    return len(keys)
