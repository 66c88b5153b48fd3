"""Booking a time, moving it and cancelling it, from either side."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership, Resident
from accounts.permissions import Permission, require
from claims.models import Claim
from cobrowse.actions.asking import limit_asking
from cobrowse.booking.actions.limits import MOST_COMING, TooManyBookings, limit_contacts, limit_places, marks_of
from cobrowse.booking.actions.telling import tell
from cobrowse.booking.readers.bookings import Told, booking_sent_as, encrypted_told
from cobrowse.booking.readers.diary import diary_of
from cobrowse.booking.rules.diary import Slot, least_booked, remind_at
from cobrowse.models import Booking, BookingWay
from notifications.readers import can_be_told

# We come to them, or call them: never to somebody for whom that is not safe.
OUTWARDS = frozenset({BookingWay.CALL_BACK, BookingWay.HOME_VISIT})
# From these states a booking can be given another time.
MOVABLE_MISSED = (Booking.Because.OURS, Booking.Because.NO_ANSWER)


class TimeTaken(Exception):
    """This time is not free any more. Nothing was saved."""


class NotSafe(Exception):
    """It is not safe to call or visit this person. Nothing was saved."""


class BookingChanged(Exception):
    """The booking is not (any more) as the page showed it. Nothing was saved."""


@dataclass(frozen=True)
class TimeWanted:
    """A time that somebody chose; `adviser` is None for any."""

    starts_at: dt.datetime
    place: int | None = None
    adviser: int | None = None


@dataclass(frozen=True)
class BookingWanted:
    """What somebody books. `client_id` was chosen when they began: the same one again is the same booking."""

    client_id: uuid.UUID
    way: str
    time: TimeWanted
    about: str
    language: str
    told: Told = field(default_factory=Told)
    claim: Claim | None = None
    urgencies: Collection[str] = ()
    access_needs: Collection[str] = ()


@transaction.atomic
def book(*, wanted: BookingWanted, by: Actor) -> Booking:
    """Book a time for the actor; a visitor without a record gets one. Sent again, it gives the booking there is.

    Raises TimeTaken, NotSafe, TooManyBookings, AskedTooOften.
    """
    resident = _locked_resident(by.resident)
    if resident is not None and wanted.way in OUTWARDS and not resident.safe_to_contact:
        raise NotSafe
    _lock_advisers()
    # Only now: the same press may have been at it while we waited.
    there = booking_sent_as(by, str(wanted.client_id))
    if there is not None:
        return there
    limit_asking(by)
    slot = _free_slot(wanted.way, wanted.time, by)
    if resident is not None:
        _refuse_too_many(resident, slot)
    limit_contacts(wanted.told, by, timezone.now())
    limit_places(by, reached=_is_reached(resident, wanted.told))
    booking = _create(wanted, slot, resident or Resident.objects.create(language=wanted.language))
    audit.record(
        "cobrowse.booking.made", by=by, resident=booking.resident, subject=str(booking.public_id),
        detail={"way": booking.way},
    )  # fmt: skip
    tell(booking, "booking_made", by=by)
    return booking


@transaction.atomic
def move(*, public_id: uuid.UUID, revision: int, time: TimeWanted, by: Actor) -> Booking:
    """Give a booking another time, from either side. One that did not take place because of us gets a new one too.

    The person stays with their adviser if that one is free. Raises TimeTaken, BookingChanged (also for what cannot be
    moved any more), NotSafe, Http404.
    """
    booking, side = locked_for(public_id, by)
    _unchanged(booking, revision)
    if not can_move(booking, timezone.now()):
        raise BookingChanged
    if booking.way in OUTWARDS and not booking.resident.safe_to_contact:
        raise NotSafe
    _lock_advisers()
    slot = _free_slot(booking.way, time, by, moving=booking)
    booking.state, booking.because = Booking.State.BOOKED, ""
    booking.starts_at, booking.ends_at = slot.starts_at, slot.ends_at
    booking.adviser_id, booking.place_id = slot.adviser, slot.place
    booking.remind_at = remind_at(slot.starts_at, timezone.now(), timezone.get_default_timezone())
    _save(booking)
    audit.record(
        "cobrowse.booking.moved", by=by, resident=booking.resident, subject=str(booking.public_id),
        detail={"side": side},
    )  # fmt: skip
    tell(booking, "booking_moved", by=by)
    return booking


@transaction.atomic
def cancel(*, public_id: uuid.UUID, revision: int, by: Actor) -> Booking:
    """Cancel a booking, from either side; pressed again, nothing more happens. It cannot come back: another is booked.

    Raises BookingChanged when it was moved meanwhile, has begun or is over; Http404.
    """
    booking, side = locked_for(public_id, by)
    if booking.state == Booking.State.CANCELLED:
        return booking
    _unchanged(booking, revision)
    if not can_cancel(booking, timezone.now()):
        raise BookingChanged
    booking.state, booking.cancelled_by, booking.remind_at = Booking.State.CANCELLED, side, None
    booking.because = ""
    _save(booking)
    audit.record(
        "cobrowse.booking.cancelled", by=by, resident=booking.resident, subject=str(booking.public_id),
        detail={"side": side},
    )  # fmt: skip
    tell(booking, "booking_cancelled", by=by)
    return booking


def locked_for(public_id: uuid.UUID, by: Actor) -> tuple[Booking, str]:
    """A booking of the actor's own, or of the council of an adviser, locked; and whose side the actor is on. 404 for
    what is neither.
    """
    rows = Booking.objects.select_for_update(of=("self",)).filter(public_id=public_id)
    own = rows.filter(resident=by.resident).first() if by.resident is not None else None
    if own is not None:
        return own, Booking.By.RESIDENT
    require(by, Permission.LIVE_HELP)
    booking = rows.first()
    if booking is None:
        raise Http404
    return booking, Booking.By.COUNCIL


def can_move(booking: Booking, now: dt.datetime) -> bool:
    """Whether it can get another time: what is still to come, and what did not take place for no fault of theirs."""
    if booking.state == Booking.State.MISSED:
        return booking.because in MOVABLE_MISSED
    return can_cancel(booking, now)


def can_cancel(booking: Booking, now: dt.datetime) -> bool:
    """Whether it can be cancelled: what has not begun."""
    return booking.state == Booking.State.BOOKED and booking.starts_at > now


def _unchanged(booking: Booking, revision: int) -> None:
    if booking.revision != revision:
        raise BookingChanged


def _save(booking: Booking) -> None:
    booking.revision += 1
    try:
        with transaction.atomic():
            booking.save()
    except IntegrityError as error:
        raise TimeTaken from error


def _locked_resident(resident: Resident | None) -> Resident | None:
    if resident is None:
        return None
    return Resident.objects.select_for_update(of=("self",), no_key=True).get(pk=resident.pk)


def _lock_advisers() -> None:
    """One after the other: whoever books next sees what was booked before. The table refuses two all the same."""
    rows = Membership.objects.filter(booking_times__isnull=False).order_by("pk").values_list("pk", flat=True)
    keys = sorted(set(rows))
    list(Membership.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))


def _free_slot(way: str, time: TimeWanted, by: Actor, *, moving: Booking | None = None) -> Slot:
    """The time with an adviser who is free for it: the one that was asked for, else the booking's own, else whoever has
    least to do that day. Raises TimeTaken.
    """
    zone = timezone.get_default_timezone()
    day = time.starts_at.astimezone(zone).date()
    # Everybody who books waits for this one: only the day is looked at.
    diary = diary_of(by.council, timezone.now(), without=moving, first_on=day, last_on=day)
    found = {
        slot.adviser: slot
        for slot in diary.slots(way)
        if (slot.starts_at, slot.place) == (time.starts_at, time.place) and time.adviser in (None, slot.adviser)
    }
    if not found:
        raise TimeTaken
    if moving is not None and moving.adviser_id in found:
        return found[moving.adviser_id]
    return found[least_booked(list(found), diary.taken, day, zone)[0]]


def _refuse_too_many(resident: Resident, slot: Slot) -> None:
    coming = Booking.objects.filter(resident=resident, state=Booking.State.BOOKED, ends_at__gt=timezone.now())
    at_once = coming.filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
    if at_once.exists() or coming.count() >= MOST_COMING:
        raise TooManyBookings


def _is_reached(resident: Resident | None, told: Told) -> bool:
    """Whether we could tell the person that their booking changed: by a message, or on the number that we call."""
    given = told.email or told.mobile or told.phone
    return bool(given) or (resident is not None and can_be_told(resident))


def _create(wanted: BookingWanted, slot: Slot, resident: Resident) -> Booking:
    booking = Booking(
        client_id=wanted.client_id,
        resident=resident,
        adviser_id=slot.adviser,
        place_id=slot.place,
        way=wanted.way,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        remind_at=remind_at(slot.starts_at, timezone.now(), timezone.get_default_timezone()),
        about=wanted.about,
        claim=wanted.claim,
        urgencies=list(wanted.urgencies),
        language=wanted.language,
        access_needs=list(wanted.access_needs),
        marks=marks_of(wanted.told),
    )
    booking.secret = encrypted_told(booking.public_id, wanted.told)
    try:
        with transaction.atomic():
            booking.save()
    except IntegrityError as error:
        raise TimeTaken from error
    return booking
