"""What notifications do on news from below."""

from django.dispatch import receiver

from accounts.signals import records_joined
from notifications.actions import move_messages


@receiver(records_joined)
def move_every_message(sender, source, target, by, **kwargs):
    """The messages of a record that turned out to be the same person's."""
    move_messages(source=source, target=target)
