"""What a council's advisers can be booked for, and what is free of it now."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Council, Membership
from cobrowse.booking.rules.diary import Away, Diary, Hours, Taken
from cobrowse.models import Booking, BookingTime, Leave, Place
from cobrowse.readers.desk import helping_advisers
from cobrowse.readers.queue import opening_of


def bookable_advisers() -> QuerySet[Membership]:
    """Everybody of this council whose time can be booked."""
    return helping_advisers()


def diary_of(council: Council, now: dt.datetime, *, without: Booking | None = None) -> Diary:
    """Everything that decides which times are free; `without` a booking that is being moved."""
    today = timezone.localdate(now)
    taken = Booking.objects.filter(state=Booking.State.BOOKED, ends_at__gt=now)
    if without is not None:
        taken = taken.exclude(pk=without.pk)
    times = BookingTime.objects.filter(membership__in=bookable_advisers()).order_by("pk")
    return Diary(
        now=now,
        hours=tuple(_hours(each) for each in times),
        taken=tuple(Taken(*each) for each in taken.order_by("pk").values_list("adviser", "starts_at", "ends_at")),
        away=tuple(
            Away(*each)
            for each in Leave.objects.filter(last_on__gte=today).values_list("membership", "first_on", "last_on")
        ),
        opening=opening_of(council),
    )


def _hours(time: BookingTime) -> Hours:
    return Hours(
        adviser=time.membership_id,
        place=time.place_id,
        ways=frozenset(time.ways),
        weekday=time.weekday,
        opens=time.opens,
        closes=time.closes,
        minutes=time.minutes,
        first_on=time.first_on,
        last_on=time.last_on,
        notice=dt.timedelta(hours=time.notice_hours),
        days_ahead=time.days_ahead,
    )


def takes_bookings() -> bool:
    """Whether anything could be booked here at all; whether it is free nobody has looked."""
    return BookingTime.objects.exists()


def bookings_to_move(council: Council, now: dt.datetime) -> list[Booking]:
    """What is booked for when nobody will be there: closed days, bank holidays, leave, advisers who are gone."""
    diary = diary_of(council, now)
    coming = Booking.objects.filter(state=Booking.State.BOOKED, starts_at__gt=now)
    there = set(bookable_advisers().values_list("pk", flat=True))
    shown = coming.select_related("resident", "adviser", "place").order_by("starts_at", "pk")
    return [each for each in shown if each.adviser_id not in there or diary.is_off(each.adviser_id, each.starts_at)]


def places_by_key() -> dict[int, str]:
    """The names of the council's places."""
    return dict(Place.objects.order_by("name").values_list("pk", "name"))
