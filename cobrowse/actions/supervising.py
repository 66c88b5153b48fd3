"""Reading what a colleague says to somebody, which is written down."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import AuditEvent
from accounts.permissions import Permission, require
from cobrowse.actions.events import add_event
from cobrowse.models import HelpEvent, HelpRequest

OPENED = "cobrowse.help.opened"
# A screen asks every few seconds: it is written down once for so long.
ONCE_IN = dt.timedelta(minutes=30)
# From here on another adviser has it, who was told nothing yet.
TAKEN_OVER = (HelpEvent.Kind.JOINED, HelpEvent.Kind.PASSED_ON)


@transaction.atomic
def record_reading(*, request: HelpRequest, by: Actor) -> None:
    """Write down that somebody reads a conversation that is not their own, and tell the two who are talking: of each
    adviser who has it anew. Nothing for whose it is.
    """
    require(by, Permission.LIVE_HELP)
    since = timezone.now() - ONCE_IN
    if request.adviser_id == by.membership.pk or (_is_written(request, by, since) and _is_told(request, by, since)):
        return
    # Locked before anything is written to the trail, which everybody in a council waits for.
    locked = HelpRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not _is_written(locked, by, since):
        audit.record(OPENED, by=by, resident=request.resident, subject=str(request.public_id))
    if not _is_told(locked, by, since):
        add_event(locked, HelpEvent.Kind.READING, side=HelpEvent.By.ADVISER, by=by)


def _is_written(request: HelpRequest, by: Actor, since: dt.datetime) -> bool:
    # Of the person's own trail, which has an index: a council's is long.
    opened = AuditEvent.objects.filter(resident=request.resident_id, code=OPENED, subject=str(request.public_id))
    return opened.filter(actor=by.user, at__gt=since).exists()


def _is_told(request: HelpRequest, by: Actor, since: dt.datetime) -> bool:
    """Whether those who talk now know of it. Nobody has to know who does not talk with anybody else."""
    if request.state != HelpRequest.State.TALKING or request.adviser_id == by.membership.pk:
        return True
    told = Q(kind=HelpEvent.Kind.READING, membership=by.membership)
    last = request.events.filter(told | Q(kind__in=TAKEN_OVER)).order_by("number").last()
    return last is not None and last.kind == HelpEvent.Kind.READING and last.at > since
