"""Whose booking it is. What is not the actor's is like what does not exist: 404."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict, dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from cobrowse.booking.readers.diary import bookable_advisers, midnight
from cobrowse.models import Booking, BookingWay
from core.crypto import decrypt, encrypt
from core.rows import only_row
from notifications.models import Message
from notifications.readers import can_be_told


@dataclass(frozen=True)
class Told:
    """What somebody told us for a booking: a number to call, an address to come to, what to know before, and what it is
    about in their words. Of a visitor also their name, and the e-mail address or mobile number that news of it goes to.
    """

    phone: str = ""
    address: str = ""
    before: str = ""
    words: str = ""
    name: str = ""
    email: str = ""
    mobile: str = ""


def secret_context(public_id: uuid.UUID) -> str:
    """What the secret of a booking is bound to."""
    return f"booking:{public_id}"


def encrypted_told(public_id: uuid.UUID, told: Told) -> bytes:
    """As a booking keeps it."""
    return encrypt(asdict(told), context=secret_context(public_id))


def told_of(booking: Booking) -> Told:
    """What the person told us for this booking. Raises core.crypto.CannotDecrypt."""
    return Told(**decrypt(bytes(booking.secret), context=secret_context(booking.public_id)))


def typed_contact(booking: Booking) -> tuple[str, str]:
    """The channel and the contact that news of a booking goes to when nothing else reaches the person; ("", "") when
    they gave none, or it is not safe.
    """
    if can_be_told(booking.resident) or not booking.resident.safe_to_contact:
        return "", ""
    told = told_of(booking)
    if told.email:
        return Message.Channel.EMAIL, told.email
    return (Message.Channel.SMS, told.mobile) if told.mobile else ("", "")


def can_tell(booking: Booking) -> bool:
    """Whether the person gets to know of it when a booking changes, without anybody phoning them."""
    return can_be_told(booking.resident) or bool(typed_contact(booking)[0])


def name_of(booking: Booking) -> str:
    """Whose it is: the name in the record, else the one given for it; "" when neither is known."""
    return booking.resident.name or told_of(booking).name


def own_bookings(actor: Actor) -> list[Booking]:
    """Every booking in the actor's own record, the latest first."""
    if actor.resident is None:
        return []
    own = Booking.objects.filter(resident=actor.resident).select_related("place", "adviser")
    return list(own.order_by("-starts_at", "-pk"))


def own_booking(actor: Actor, public_id: uuid.UUID) -> Booking:
    """One booking of the actor's own, or 404."""
    own = _shown().filter(public_id=public_id, resident=actor.resident)
    booking = only_row(own) if actor.resident is not None else None
    if booking is None:
        raise Http404
    return booking


def booking_sent_as(actor: Actor, client_id: str) -> Booking | None:
    """The booking that was made under this id, which one browser's session holds; in a record it is looked for too,
    because that browser may have changed hands.
    """
    if not client_id:
        return None
    found = Booking.objects.filter(client_id=client_id).select_related("resident")
    return only_row(found if actor.resident is None else found.filter(resident=actor.resident))


def booking_for_staff(actor: Actor, public_id: uuid.UUID) -> Booking:
    """One booking of the actor's council, or 404; 403 for staff who do not help live."""
    require(actor, Permission.LIVE_HELP)
    booking = only_row(_shown().filter(public_id=public_id))
    if booking is None:
        raise Http404
    return booking


def bookings_of_day(actor: Actor, day: dt.date, *, everybody: bool) -> list[Booking]:
    """The bookings of one day, by the council's clock: the adviser's own, or everybody's; no cancelled ones."""
    require(actor, Permission.LIVE_HELP)
    found = _of_day(day).exclude(state=Booking.State.CANCELLED)
    return list(found if everybody else found.filter(adviser=actor.membership))


def visits_of_day(actor: Actor, day: dt.date, *, everybody: bool) -> list[Booking]:
    """The visits at home of one day that are still to be made or were, as `bookings_of_day`."""
    found = bookings_of_day(actor, day, everybody=everybody)
    return [each for each in found if each.way == BookingWay.HOME_VISIT and each.state != Booking.State.MISSED]


def not_marked(actor: Actor, now: dt.datetime) -> list[Booking]:
    """Bookings that are over, of which nobody has said what came of them: the adviser's own, and those of advisers who
    work here no more.
    """
    require(actor, Permission.LIVE_HELP)
    theirs = Q(adviser=actor.membership) | ~Q(adviser__in=bookable_advisers())
    over = _shown().filter(theirs, state=Booking.State.BOOKED, ends_at__lt=now)
    return list(over.order_by("starts_at", "pk"))


def has_coming(actor: Actor, now: dt.datetime) -> bool:
    """Whether the actor has something booked."""
    if actor.resident is None:
        return False
    return Booking.objects.filter(resident=actor.resident, state=Booking.State.BOOKED, ends_at__gt=now).exists()


def _of_day(day: dt.date) -> QuerySet[Booking]:
    begins, ends = midnight(day), midnight(day + dt.timedelta(days=1))
    return _shown().filter(starts_at__gte=begins, starts_at__lt=ends).order_by("starts_at", "pk")


def _shown() -> QuerySet[Booking]:
    return Booking.objects.select_related("resident", "adviser", "place", "claim")
