"""What advocates do on news from below."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.signals import records_joined
from advocates.actions.asking import move_asks
from advocates.actions.inviting import move_invitations
from advocates.actions.transferring import move_transfers


@receiver(records_joined)
def move_what_was_offered(sender, source, target, **kwargs):
    """Whoever was asked to help with one record was not asked to see another."""
    move_invitations(source=source, target=target)
    move_asks(source=source, target=target)
    move_transfers(source=source, target=target)
