"""What a council's admin sets for booking: places, times of advisers, leave."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Membership
from cobrowse.actions.settings import AlreadyThere, TimesOverlap, lock_settings, record_setting
from cobrowse.booking.readers.diary import bookable_advisers
from cobrowse.models import Booking, BookingTime, BookingWay, Leave, Place


class StillUsed(Exception):
    """Times or bookings are at this place. Nothing was removed."""


@transaction.atomic
def save_place(*, name: str, address: str, by: Actor, key: int | None = None) -> Place:
    """Add a place for appointments, or change the one with this key. Raises AlreadyThere for a name in use, Http404."""
    lock_settings(by)
    place = _found(Place, key) if key is not None else Place()
    if Place.objects.filter(name=name).exclude(pk=place.pk).exists():
        raise AlreadyThere
    place.name, place.address = name, address
    place.save()
    record_setting("place", "added" if key is None else "changed", str(place.pk), by)
    return place


@transaction.atomic
def remove_place(*, key: int, by: Actor) -> None:
    """Take a place away; removed twice it is gone all the same. Raises StillUsed."""
    lock_settings(by)
    if BookingTime.objects.filter(place=key).exists() or Booking.objects.filter(place=key).exists():
        raise StillUsed
    if Place.objects.filter(pk=key).delete()[0]:
        record_setting("place", "removed", str(key), by)


@transaction.atomic
def save_booking_time(*, values: dict[str, Any], by: Actor, key: int | None = None) -> BookingTime:
    """Add a span of a weekday in which an adviser can be booked, or change the one with this key.

    `values` are the fields of BookingTime, with the keys of `membership` and `place`. What is booked already stays.
    Raises TimesOverlap for another span of this adviser at a part of that time, ValueError for times that no booking
    fits in, Http404.
    """
    lock_settings(by)
    time = _found(BookingTime, key) if key is not None else BookingTime()
    if not bookable_advisers().filter(pk=values["membership"]).exists():
        raise Http404
    if BookingWay.APPOINTMENT in values["ways"]:
        _found(Place, values["place"])
    if _minutes(values["opens"], values["closes"]) < values["minutes"] or not values["ways"]:
        raise ValueError("nothing fits in")
    if _overlapping(values).exclude(pk=time.pk).exists():
        raise TimesOverlap
    for name, value in values.items():
        setattr(time, {"membership": "membership_id", "place": "place_id"}.get(name, name), value)
    time.save()
    record_setting("booking_time", "added" if key is None else "changed", str(time.pk), by)
    return time


@transaction.atomic
def remove_booking_time(*, key: int, by: Actor) -> None:
    """Take a span away; what is booked in it stays. Removed twice it is gone all the same."""
    lock_settings(by)
    if BookingTime.objects.filter(pk=key).delete()[0]:
        record_setting("booking_time", "removed", str(key), by)


@transaction.atomic
def add_leave(*, membership: int, first_on: dt.date, last_on: dt.date, by: Actor) -> Leave:
    """Days on which an adviser is away: nobody can book them, and what is booked is listed to be moved."""
    lock_settings(by)
    if not Membership.objects.filter(pk=membership).exists():
        raise Http404
    leave = Leave.objects.create(membership_id=membership, first_on=first_on, last_on=last_on)
    record_setting("leave", "added", str(leave.pk), by)
    return leave


@transaction.atomic
def remove_leave(*, key: int, by: Actor) -> None:
    """They are there after all; removed twice it is gone all the same."""
    lock_settings(by)
    if Leave.objects.filter(pk=key).delete()[0]:
        record_setting("leave", "removed", str(key), by)


def _overlapping(values: dict[str, Any]) -> Any:
    """Spans of the same adviser on the same weekday with a part of the day and a day of the year in common."""
    found = BookingTime.objects.filter(
        membership=values["membership"], weekday=values["weekday"], opens__lt=values["closes"],
        closes__gt=values["opens"],
    )  # fmt: skip
    if values["last_on"] is not None:
        found = found.filter(Q(first_on=None) | Q(first_on__lte=values["last_on"]))
    if values["first_on"] is not None:
        found = found.filter(Q(last_on=None) | Q(last_on__gte=values["first_on"]))
    return found


def _minutes(opens: dt.time, closes: dt.time) -> int:
    day = dt.date.min
    return int((dt.datetime.combine(day, closes) - dt.datetime.combine(day, opens)).total_seconds() // 60)


def _found(table: Any, key: int | None) -> Any:
    row = table.objects.filter(pk=key).first()
    if row is None:
        raise Http404
    return row
