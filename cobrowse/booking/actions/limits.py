"""How many bookings there can be from one place and for one contact: nobody fills the diary with fresh browsers."""

from __future__ import annotations

import datetime as dt

from django.utils.crypto import salted_hmac

from accounts.actors import Actor
from accounts.throttling import seconds_to_turn, seconds_to_wait
from cobrowse.actions.asking import AskedTooOften
from cobrowse.booking.readers.bookings import Told
from cobrowse.models import Booking

# So many bookings that are still to come, of one person, or of visitors for one number or address.
MOST_COMING = 3
# From one network address, which may be a library's: over the limit it has so many, which everybody there shares. A
# device that somebody signed in on is counted by itself.
BY_NETWORK = (("10/h", "1/10m"), ("30/d", "1/h"))
# Of visitors whom we could not tell if it were cancelled: they can give a contact, and then this does not hold them up.
UNREACHED = "1/6h"


class TooManyBookings(Exception):
    """The person has so many bookings to come that they get no more, or one at this time. Nothing was saved."""


class TooManyForContact(TooManyBookings):
    """Visitors have so many bookings to come for this number or address. Nothing was saved."""


class NotReached(AskedTooOften):
    """Somebody at this network address booked a short while ago without a contact: with one, it goes on. Nothing was
    saved.
    """


def marks_of(told: Told) -> list[str]:
    """Keyed hashes of the numbers and addresses: enough to tell whether they are the same ones."""
    home = "".join(letter for letter in told.address.casefold() if letter.isalnum())
    given = {f"phone:{told.phone}", f"phone:{told.mobile}", f"email:{told.email.lower()}", f"home:{home}"}
    known = [each for each in sorted(given) if not each.endswith(":")]
    return [salted_hmac("cobrowse.booking", each, algorithm="sha256").hexdigest() for each in known]


def limit_contacts(told: Told, by: Actor, now: dt.datetime) -> None:
    """Hold up visitors who book for a number or an address that has many bookings. Somebody with an account is held up
    by nothing that others typed. Raises TooManyForContact.
    """
    if by.user is not None:
        return
    coming = Booking.objects.filter(state=Booking.State.BOOKED, ends_at__gt=now)
    if any(coming.filter(marks__contains=[mark]).count() >= MOST_COMING for mark in marks_of(told)):
        raise TooManyForContact


def limit_places(by: Actor, *, reached: bool) -> None:
    """Count a booking by where it comes from; `reached`: whether we could tell the person. Raises AskedTooOften."""
    origin, council = by.origin, by.council.pk
    where = f"device-{origin.device}" if origin.device else origin.network
    if not where:
        return
    if not reached:
        seconds = seconds_to_wait(group="bookings-unreached", rate=UNREACHED, value=where, council=council)
        if seconds:
            raise NotReached(seconds)
    seconds = max(
        seconds_to_turn(group=f"bookings-{most}", most=most, then=then, value=where, council=council)
        for most, then in BY_NETWORK
    )
    if seconds:
        raise AskedTooOften(seconds)
