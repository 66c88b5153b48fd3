"""What the journal does on news from below."""

from django.dispatch import receiver

from accounts.signals import records_joined
from jobjournal.actions.taking_over import move_journal


@receiver(records_joined)
def move_the_journal(sender, source, target, by, **kwargs):
    """The journal of a record that turned out to be the same person's."""
    move_journal(source=source, target=target, by=by)
