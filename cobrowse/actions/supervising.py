"""Reading what a colleague says to somebody, which is written down."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
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


@transaction.atomic
def record_reading(*, request: HelpRequest, by: Actor) -> None:
    """Write down that somebody reads a conversation that is not their own, and tell the two who are talking. Nothing
    for whose it is.
    """
    require(by, Permission.LIVE_HELP)
    if request.adviser_id == by.membership.pk:
        return
    subject, since = str(request.public_id), timezone.now() - ONCE_IN
    # Of the person's own trail, which has an index: a council's is long.
    opened = AuditEvent.objects.filter(resident=request.resident, code=OPENED, subject=subject, actor=by.user)
    if opened.filter(at__gt=since).exists():
        return
    # Locked before anything is written to the trail, which everybody in a council waits for.
    locked = HelpRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if opened.filter(at__gt=since).exists():
        return
    audit.record(OPENED, by=by, resident=request.resident, subject=subject)
    if locked.state == HelpRequest.State.TALKING and locked.adviser_id != by.membership.pk:
        add_event(locked, HelpEvent.Kind.READING, side=HelpEvent.By.ADVISER, by=by)
