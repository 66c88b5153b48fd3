"""What becomes of enquiries on news from below."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.signals import records_joined
from advocates.enquiring.actions import move_enquiries


@receiver(records_joined)
def move_what_was_asked(sender, source, target, **kwargs):
    """Whoever asked about one record asked about the person."""
    move_enquiries(source=source, target=target)
