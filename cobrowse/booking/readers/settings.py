"""What an admin's page of booking shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from cobrowse.booking.readers.diary import bookable_advisers
from cobrowse.models import BookingTime, Leave, Place
from core.rows import only_row

FIELDS = ("weekday", "opens", "closes", "minutes", "ways", "notice_hours", "days_ahead", "first_on", "last_on")


@dataclass(frozen=True)
class BookingSettings:
    """Places, times in the order of the week, and leave that is not over."""

    places: list[Place]
    times: list[BookingTime]
    leaves: list[Leave]


def booking_settings(actor: Actor, today: dt.date) -> BookingSettings:
    """Everything that an admin of booking can change."""
    require(actor, Permission.COUNCIL_MANAGE)
    times = BookingTime.objects.select_related("membership", "place")
    leaves = Leave.objects.filter(last_on__gte=today).select_related("membership")
    return BookingSettings(
        places=list(Place.objects.order_by("name")),
        times=list(times.order_by("membership__display_name", "weekday", "opens", "pk")),
        leaves=list(leaves.order_by("first_on", "pk")),
    )


def place_for(actor: Actor, key: int) -> Place:
    """One place, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    return _or_404(only_row(Place.objects.filter(pk=key)))


def booking_time_values(actor: Actor, key: int) -> dict[str, Any]:
    """The fields of one span of an adviser, as a form takes them, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    found = _or_404(only_row(BookingTime.objects.filter(pk=key)))
    return {
        "membership": found.membership_id,
        "place": found.place_id,
        **{name: getattr(found, name) for name in FIELDS},
    }


def leave_for(actor: Actor, key: int) -> Leave:
    """One adviser's days away, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    return _or_404(only_row(Leave.objects.filter(pk=key).select_related("membership")))


def adviser_names() -> dict[int, str]:
    """Whose time can be booked."""
    return dict(bookable_advisers().values_list("pk", "display_name"))


def place_names() -> dict[int, str]:
    """The council's places."""
    return dict(Place.objects.order_by("name").values_list("pk", "name"))


def _or_404(found: Any) -> Any:
    if found is None:
        raise Http404
    return found
