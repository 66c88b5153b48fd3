"""`manage.py check`: messages of a real installation must really leave it."""

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.checks import register


@register()
def messages_leave(app_configs, **kwargs):
    """A warning when the demo mailbox is in use outside a demo."""
    if settings.DEMO or not settings.MESSAGE_BACKEND.endswith("MailboxBackend"):
        return []
    return [
        CheckWarning(
            "Messages are only kept in files: nobody will get a sign-in code.",
            hint="Set MESSAGE_BACKEND to notifications.channels.NotifyBackend, and the NOTIFY_ variables.",
            id="notifications.W001",
        )
    ]
