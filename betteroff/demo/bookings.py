"""Bookings of the demo: advisers who can be booked, one call back and one visit at home; all by the real actions."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Membership, Resident
from accounts.permissions import Role
from cobrowse.booking.actions.booking import BookingWanted, TimeWanted, book
from cobrowse.booking.actions.settings import save_booking_time, save_place
from cobrowse.booking.readers.bookings import Told
from cobrowse.booking.readers.diary import diary_of, takes_bookings
from cobrowse.models import About, BookingWay

COUNCIL = "calderbrook"
WEEKDAYS = range(5)
SPANS = [
    ("aisha@calderbrook.example", dt.time(9, 30), dt.time(12), 30, [BookingWay.CALL_BACK, BookingWay.APPOINTMENT]),
    ("ben@calderbrook.example", dt.time(13), dt.time(17), 60, [BookingWay.CALL_BACK, BookingWay.HOME_VISIT]),
]


def show_bookings(council: Council) -> None:
    """What the demo of a council shows of bookings; nothing more on a second load."""
    if council.slug != COUNCIL or takes_bookings():
        return
    admin = _staff(council, "omar@calderbrook.example")
    place = save_place(name="Town Hall", address="Market Street, Calderbrook\nAsk at the desk", by=admin)
    for email, opens, closes, minutes, ways in SPANS:
        for weekday in WEEKDAYS:
            values = {
                "membership": _staff(council, email).membership.pk, "weekday": weekday, "opens": opens,
                "closes": closes, "minutes": minutes, "ways": ways,
                "place": place.pk if BookingWay.APPOINTMENT in ways else None, "notice_hours": 4, "days_ahead": 28,
                "first_on": None, "last_on": None,
            }  # fmt: skip
            save_booking_time(values=values, by=admin)
    call = Told(phone="+441632960123", words="Which papers do you need from me?")
    _book(council, "maria@example.org", BookingWay.CALL_BACK, call, language="en-gb")
    home = Told(address="14 Weaver Street\nCalderbrook", before="The bell does not ring. Please knock.")
    _book(council, "derek@example.org", BookingWay.HOME_VISIT, home, access_needs=["large_print"])


def _book(council: Council, email: str, way: str, told: Told, **more) -> None:
    resident = Resident.objects.select_related("user").get(user__email=email)
    slot = diary_of(council, timezone.now()).slots(way)[0]
    named = {"about": About.CLAIM, "language": "en-gb", **more}
    time = TimeWanted(slot.starts_at, slot.place)
    wanted = BookingWanted(client_id=uuid.uuid4(), way=way, time=time, told=told, **named)
    book(wanted=wanted, by=Actor(council=council, user=resident.user, resident=resident))


def _staff(council: Council, email: str) -> Actor:
    membership = Membership.objects.select_related("user").get(
        user__email=email, roles__overlap=[Role.ADVISOR, Role.ADMIN]
    )
    return Actor(council=council, user=membership.user, membership=membership, second_factor=True)
