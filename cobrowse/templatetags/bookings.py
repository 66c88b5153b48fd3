"""Words about a booking in pages and messages."""

from __future__ import annotations

import datetime as dt

from django import template

from cobrowse.booking.presenters.bookings import moment_words, promise_words

register = template.Library()


@register.simple_tag
def booked_moment(starts_at: str) -> str:
    """A moment in ISO 8601 as the council's clock shows it."""
    return moment_words(dt.datetime.fromisoformat(starts_at))


@register.simple_tag
def booked_promise(way: str, starts_at: str, place: str) -> str:
    """What the council promises, in a sentence."""
    return promise_words(way, dt.datetime.fromisoformat(starts_at), place)
