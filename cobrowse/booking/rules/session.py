"""Whether something was booked in a browser, so that pages can lead there without asking the database."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

KEY = "booked"


def remember_booking(session: MutableMapping[str, Any]) -> None:
    """Pages of this session lead to the bookings."""
    session[KEY] = True


def has_booked(session: Mapping[str, Any]) -> bool:
    """Whether something was booked in this session."""
    return bool(session.get(KEY))
