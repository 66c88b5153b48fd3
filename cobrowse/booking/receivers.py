"""What bookings do on news from below, and what they say of a record that may be somebody's."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.holdings import Keeper, keep_in_records
from accounts.signals import part_taken_over, records_joined
from cobrowse.booking.actions.upkeep import move_bookings
from cobrowse.booking.readers.holdings import held_in

# Nothing of a booking proves a contact: no record is found by one.
keep_in_records(Keeper(held_in=held_in, sent_with=lambda contacts: set()))


@receiver(records_joined)
def move_all_bookings(sender, source, target, by, **kwargs):
    """The bookings of a record that turned out to be the same person's."""
    move_bookings(source=source, target=target)


@receiver(part_taken_over)
def move_bookings_with_drafts(sender, source, target, drafts, **kwargs):
    """Where not everything moves, bookings go with what was not sent: both were made in this browser."""
    if drafts:
        move_bookings(source=source, target=target)
