"""What notifications do on news from below."""

from django.dispatch import receiver

from accounts.signals import contact_changed, records_joined
from notifications.actions import move_messages, notify


@receiver(records_joined)
def move_every_message(sender, source, target, by, **kwargs):
    """The messages of a record that turned out to be the same person's."""
    move_messages(source=source, target=target)


@receiver(contact_changed)
def tell_another_contact(sender, resident, channel, before, by, **kwargs):
    """Whoever did not change it themselves hears of it; not where a message could put somebody in danger."""
    if not resident.safe_to_contact:
        return
    if before:
        notify(resident=resident, template="contact_changed", context={}, by=by, channels=[channel], to=before)
        return
    other, contact = ("email", resident.email) if channel == "sms" else ("sms", resident.phone)
    if contact:
        notify(resident=resident, template="contact_added", context={}, by=by, channels=[other], to=contact)
