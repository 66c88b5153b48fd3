"""What registrations do on news from below, and what they ask to keep."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.signals import records_joined
from advocates.registering.actions.upkeep import move_registrations
from advocates.registering.readers.registered import still_kept
from claims.readers.ending import keep_drafts

keep_drafts(still_kept())


@receiver(records_joined)
def move_what_was_written_down(sender, source, target, **kwargs):
    """What an adviser wrote down of one record is about the person."""
    move_registrations(source=source, target=target)
