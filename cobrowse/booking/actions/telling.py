"""Messages about bookings: written when something changes, and sent only while they are still true."""

from __future__ import annotations

import uuid

import structlog
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor
from accounts.door import TooManyMessages
from cobrowse.booking.readers.bookings import typed_contact
from cobrowse.models import Booking
from notifications.actions import notify, send_only_while

log = structlog.get_logger(__name__)
AT_ONCE = 200
REMINDER = "booking_reminder"
# What promises a time. Whoever cancelled or missed is told that, whatever came after.
PROMISES = ("booking_made", "booking_moved", REMINDER)


def tell(booking: Booking, template: str, *, by: Actor) -> None:
    """Write the person a message about their booking as it is now; the way to it leads only its owner anywhere. Where
    nothing else reaches them it goes to what they gave for this booking; without that it is kept, and nobody is told.
    """
    address = by.council.url_of(reverse("cobrowse:booking", args=[booking.public_id]))
    context = {
        "booking": str(booking.public_id), "revision": str(booking.revision), "way": str(booking.way),
        "starts_at": booking.starts_at.isoformat(), "place": booking.place.name if booking.place else "",
        "address": address,
    }  # fmt: skip
    channel, contact = typed_contact(booking)
    if channel:
        # No page of ours opens for them from a message.
        by_phone = {**context, "by_phone": "yes"}
        try:
            notify(
                resident=booking.resident, template=template, context=by_phone, by=by, channels=[channel], to=contact
            )
        except TooManyMessages as refusal:
            log.warning("booking_not_told", template=template, because=refusal.because)
        else:
            return
    notify(resident=booking.resident, template=template, context=context, by=by)


def still_true(context: dict[str, str]) -> bool:
    """Whether a message that promises a time still does: the booking stands as it did, and has not begun."""
    return Booking.objects.filter(
        public_id=uuid.UUID(context["booking"]), revision=int(context["revision"]), state=Booking.State.BOOKED,
        starts_at__gt=timezone.now(),
    ).exists()  # fmt: skip


@transaction.atomic
def send_reminders(*, by: Actor) -> int:
    """Remind everybody whose booking is near, once; how many. What is locked just now is left to the next run."""
    now = timezone.now()
    rows = Booking.objects.select_for_update(of=("self",), skip_locked=True).filter(remind_at__lte=now)
    number = 0
    for booking in rows.order_by("remind_at", "pk")[:AT_ONCE]:
        booking.remind_at = None
        booking.save(update_fields=["remind_at"])
        if booking.state == Booking.State.BOOKED and booking.starts_at > now:
            tell(booking, REMINDER, by=by)
            number += 1
    return number


for promise in PROMISES:
    send_only_while(promise, still_true)
