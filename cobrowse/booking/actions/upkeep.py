"""What is kept of bookings, for how long, under which key, and whose it becomes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from cobrowse.actions.retention import AT_ONCE
from cobrowse.booking.readers.bookings import secret_context
from cobrowse.models import Booking
from cobrowse.readers.settings import help_rules
from core.rotating import Kind, rotate_kinds

rotate_kinds({"bookings": Kind(Booking, lambda row: secret_context(row.public_id))})


@transaction.atomic
def delete_old_bookings(*, by: Actor) -> int:
    """Delete bookings that were over, or would have been, as long ago as conversations are kept; how many."""
    before = timezone.now() - dt.timedelta(days=help_rules().kept_days)
    keys = list(Booking.objects.filter(ends_at__lt=before).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    Booking.objects.filter(pk__in=keys).delete()
    if keys:
        audit.record("cobrowse.bookings.deleted", by=by, detail={"number": len(keys)})
    return len(keys)


@transaction.atomic
def move_bookings(*, source: Resident, target: Resident) -> None:
    """The bookings of one record become another's, which turned out to be the same person's."""
    Booking.objects.filter(resident=source).update(resident=target)
