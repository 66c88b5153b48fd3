"""What somebody has booked with the council, for the council's own people."""

from __future__ import annotations

import datetime as dt

from accounts.actors import Actor
from cobrowse.models import Booking

SHOWN = 10


def coming_bookings(actor: Actor, resident: int, now: dt.datetime) -> list[Booking]:
    """The calls, appointments and visits to come of a person with whom the actor works, the first one first. No grant
    lets a partner see them.
    """
    if not actor.helps_live:
        return []
    coming = Booking.objects.filter(resident=resident, ends_at__gte=now, state=Booking.State.BOOKED)
    return list(coming.select_related("adviser").order_by("starts_at", "pk")[:SHOWN])
