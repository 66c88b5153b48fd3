"""What claims do on news from below."""

from django.dispatch import receiver

from accounts.holdings import Keeper, keep_in_records
from accounts.signals import part_taken_over, records_joined
from claims.actions import taking_over
from claims.readers import holdings

keep_in_records(Keeper(held_in=holdings.held_in, sent_with=holdings.sent_with))


@receiver(records_joined)
def move_claims(sender, source, target, by, **kwargs):
    """The claims of a record that turned out to be the same person's."""
    taking_over.move_all(source=source, target=target, by=by)


@receiver(part_taken_over)
def move_some_claims(sender, source, target, drafts, contacts, by, **kwargs):
    """Those that may go over."""
    taking_over.move_some(source=source, target=target, drafts=drafts, contacts=contacts, by=by)
