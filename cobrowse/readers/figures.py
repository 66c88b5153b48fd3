"""What a council may read of its conversations as figures."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Permission, require
from cobrowse.models import HelpRequest, Way
from cobrowse.rules.figures import Asked

GAVE_UP = (HelpRequest.Ending.LEFT, HelpRequest.Ending.GONE, HelpRequest.Ending.RESIDENT)

# Who does not know yet has not said.
SORTED_OUT = {HelpRequest.SortedOut.YES: True, HelpRequest.SortedOut.NO: False}


def asked_between(actor: Actor, first: dt.date, last: dt.date) -> list[Asked]:
    """Every chat that was asked for on these days, both included. Raises PermissionDenied, Http404."""
    require(actor, Permission.COUNCIL_MANAGE)
    begins = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    ends = timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time()))
    rows = HelpRequest.objects.filter(way=Way.CHAT, asked_at__gte=begins, asked_at__lt=ends)
    names = ("topic__name", "asked_at", "accepted_at", "ended_at", "ending", "resolved", "rating", "sorted_out")
    return [_asked(*row) for row in rows.values_list(*names).order_by("pk")]


def _asked(
    topic: str | None, asked_at: dt.datetime, accepted_at: dt.datetime | None, ended_at: dt.datetime | None,
    ending: str, resolved: bool | None, rating: int | None, sorted_out: str,
) -> Asked:  # fmt: skip
    return Asked(
        topic=topic or "",
        waited=accepted_at - asked_at if accepted_at else None,
        took=ended_at - accepted_at if accepted_at and ended_at else None,
        gave_up=accepted_at is None and ending in GAVE_UP,
        resolved=resolved,
        rating=rating,
        sorted_out=SORTED_OUT.get(sorted_out),
    )
