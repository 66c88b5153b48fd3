"""Advisers whose time can be booked, whenever the tests run."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Role
from cobrowse.booking.actions.booking import BookingWanted, TimeWanted, book
from cobrowse.booking.actions.settings import save_place
from cobrowse.booking.readers.bookings import Told
from cobrowse.booking.readers.diary import diary_of
from cobrowse.booking.rules.diary import Slot
from cobrowse.models import Booking, BookingTime, BookingWay
from tests.people import make_staff

CALL, VISIT, HERE = BookingWay.CALL_BACK, BookingWay.HOME_VISIT, BookingWay.APPOINTMENT


def open_diary(adviser: Actor, place: int | None = None, **more) -> None:
    """The adviser can be booked every day, an hour each from 9 to 17, from tomorrow on."""
    ways = [CALL, VISIT, HERE] if place else [CALL, VISIT]
    values = {
        "membership": adviser.membership, "place_id": place, "ways": ways, "opens": dt.time(9), "closes": dt.time(17),
        "minutes": 60, "notice_hours": 12, "days_ahead": 21, **more,
    }  # fmt: skip
    BookingTime.objects.bulk_create(BookingTime(**values, weekday=weekday) for weekday in range(7))


def slots_of(actor: Actor, way: str = CALL) -> list[Slot]:
    """What is free."""
    return diary_of(actor.council, timezone.now()).slots(way)


def wanted(slot: Slot, way: str = CALL, **more) -> BookingWanted:
    """That time with any adviser."""
    named = {
        "client_id": uuid.uuid4(), "about": "other", "language": "en-gb", "told": Told(phone="+441632960001"), **more,
    }  # fmt: skip
    return BookingWanted(way=way, time=TimeWanted(slot.starts_at, slot.place), **named)


def booked(by: Actor, way: str = CALL, number: int = 0, **more) -> Booking:
    """The actor booked the time of this number of those that are free."""
    return book(wanted=wanted(slots_of(by, way)[number], way, **more), by=by)


def begun(booking: Booking, ago: dt.timedelta = dt.timedelta(minutes=5)) -> Booking:
    """The booking began so long ago."""
    length = booking.ends_at - booking.starts_at
    starts_at = timezone.now() - ago
    Booking.objects.filter(pk=booking.pk).update(starts_at=starts_at, ends_at=starts_at + length)
    booking.refresh_from_db()
    return booking


@pytest.fixture
def place(omar):
    """Somewhere to come to."""
    return save_place(name="Town Hall", address="1 High Street, Calderbrook; room 2, first floor", by=omar)


@pytest.fixture
def diary(aisha, place):
    """Aisha can be booked in every way."""
    open_diary(aisha, place.pk)
    return aisha


@pytest.fixture
def second(calderbrook, diary):
    """Sam can be booked too, for calls and visits."""
    sam = make_staff(calderbrook, "Sam Okoro", "sam@calderbrook.example", Role.ADVISOR)
    open_diary(sam)
    return sam
