"""The admin's page of booking."""

from __future__ import annotations

from typing import Any

from django.utils.dates import WEEKDAYS

from cobrowse.booking.presenters.bookings import day_words
from cobrowse.booking.readers.settings import BookingSettings
from cobrowse.models import BookingTime, BookingWay
from cobrowse.rules.hours import clock


def settings_content(found: BookingSettings) -> dict[str, Any]:
    """What the template shows."""
    return {
        "places": found.places,
        "times": [_time(each) for each in found.times],
        "leaves": [
            {"key": each.pk, "name": each.membership.display_name, "first": day_words(each.first_on),
             "last": day_words(each.last_on)}
            for each in found.leaves
        ],
    }  # fmt: skip


def _time(each: BookingTime) -> dict[str, Any]:
    return {
        "key": each.pk,
        "name": each.membership.display_name,
        "day": WEEKDAYS[each.weekday],
        "opens": clock(each.opens),
        "closes": clock(each.closes),
        "minutes": each.minutes,
        "ways": ", ".join(str(BookingWay(way).label) for way in each.ways),
        "place": each.place.name if each.place else "",
        "first": day_words(each.first_on) if each.first_on else "",
        "last": day_words(each.last_on) if each.last_on else "",
        "notice_hours": each.notice_hours,
        "days_ahead": each.days_ahead,
    }
