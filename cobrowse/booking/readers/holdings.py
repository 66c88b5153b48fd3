"""What bookings keep in a person's record, for whoever is asked whose it is (accounts/holdings.py)."""

from __future__ import annotations

from accounts.holdings import Held
from accounts.models import Resident
from cobrowse.booking.readers.bookings import told_of
from cobrowse.models import Booking, BookingWay


def held_in(resident: Resident) -> list[Held]:
    """The bookings of a record, those that are over too."""
    rows = Booking.objects.filter(resident=resident).order_by("pk")
    told = {each.pk: told_of(each) for each in rows}
    return [
        Held(
            title=str(BookingWay(each.way).label),
            name=resident.name or told[each.pk].name,
            born_on=None,
            began_at=each.created_at,
            contacts=frozenset(filter(None, [told[each.pk].phone, told[each.pk].mobile, told[each.pk].email.lower()])),
            is_form=False,
        )
        for each in rows
    ]
