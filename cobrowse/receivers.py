"""What live help does on news from below."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.signals import records_joined
from cobrowse.actions.taking_over import move_requests


@receiver(records_joined)
def move_requests_for_help(sender, source, target, by, **kwargs):
    """The requests of a record that turned out to be the same person's."""
    move_requests(source=source, target=target, by=by)
