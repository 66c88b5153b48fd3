"""What a council's advisers can be booked for, and what is free of it now."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Council, Membership
from cobrowse.booking.rules.diary import Away, Diary, Hours, Taken
from cobrowse.models import Booking, BookingTime, BookingWay, Leave, Place
from cobrowse.readers.desk import helping_advisers
from cobrowse.readers.queue import opening_of

# As far as somebody looks for a free time before everything that is booked is read.
NEAR = dt.timedelta(days=13)


def bookable_advisers() -> QuerySet[Membership]:
    """Everybody of this council whose time can be booked."""
    return helping_advisers()


def diary_of(
    council: Council, now: dt.datetime, *, without: Booking | None = None, first_on: dt.date = dt.date.min,
    last_on: dt.date = dt.date.max,
) -> Diary:  # fmt: skip
    """Everything that decides which times are free, from one day to another where that is enough; `without` a booking
    that is being moved.
    """
    taken = _booked_on(now, first_on, last_on)
    if without is not None:
        taken = taken.exclude(pk=without.pk)
    times = BookingTime.objects.filter(membership__in=bookable_advisers()).order_by("pk")
    return Diary(
        now=now,
        hours=tuple(_hours(each) for each in times),
        taken=tuple(Taken(*each) for each in taken.values_list("adviser", "starts_at", "ends_at")),
        away=_away(now),
        opening=opening_of(council),
        first_on=first_on,
        last_on=last_on,
    )


def offered_ways(council: Council, now: dt.datetime) -> list[BookingWay]:
    """The ways for which any time is free. Looked for is first in the next days, and further on only for a way that has
    nothing free there.
    """
    last = timezone.localdate(now) + NEAR
    near = diary_of(council, now, last_on=last)
    found = [way for way in BookingWay if near.offers(way)]
    if all(way in found for hours in near.hours for way in hours.ways):
        return found
    far = diary_of(council, now, first_on=last + dt.timedelta(days=1))
    return [way for way in BookingWay if way in found or far.offers(way)]


def _booked_on(now: dt.datetime, first_on: dt.date, last_on: dt.date) -> QuerySet[Booking]:
    """What is booked and not over, in the order of the clock; of these days, when days are given."""
    found = Booking.objects.filter(state=Booking.State.BOOKED, ends_at__gt=now).order_by("starts_at", "pk")
    if first_on != dt.date.min:
        found = found.filter(ends_at__gt=midnight(first_on))
    if last_on != dt.date.max:
        found = found.filter(starts_at__lt=midnight(last_on + dt.timedelta(days=1)))
    return found


def midnight(day: dt.date) -> dt.datetime:
    """When a day begins, by the council's clock."""
    return dt.datetime.combine(day, dt.time(0), timezone.get_default_timezone())


def _away(now: dt.datetime) -> tuple[Away, ...]:
    coming = Leave.objects.filter(last_on__gte=timezone.localdate(now))
    return tuple(Away(*each) for each in coming.values_list("membership", "first_on", "last_on"))


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
    diary = Diary(now, (), (), _away(now), opening_of(council))
    there = set(bookable_advisers().values_list("pk", flat=True))
    coming = Booking.objects.filter(state=Booking.State.BOOKED, starts_at__gt=now)
    found = [
        pk
        for pk, adviser, starts_at in coming.values_list("pk", "adviser", "starts_at")
        if adviser not in there or diary.is_off(adviser, starts_at)
    ]
    shown = Booking.objects.filter(pk__in=found).select_related("resident", "adviser", "place")
    return list(shown.order_by("starts_at", "pk"))


def places_by_key() -> dict[int, str]:
    """The names of the council's places."""
    return dict(Place.objects.order_by("name").values_list("pk", "name"))
