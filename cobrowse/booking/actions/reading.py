"""Staff read what somebody told us for a booking, which is written down."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from cobrowse.models import Booking


@transaction.atomic
def record_reading(*, bookings: Iterable[Booking], by: Actor) -> None:
    """Write down for each person that this member of staff sees their number, address and words."""
    require(by, Permission.LIVE_HELP)
    for booking in bookings:
        audit.record("cobrowse.booking.opened", by=by, resident=booking.resident, subject=str(booking.public_id))
