"""`manage.py check`: messages of a real installation must really leave it."""

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.checks import register


@register()
def messages_leave(app_configs, **kwargs):
    """A warning when the demo mailbox is in use outside a demo, or no text can go out."""
    if settings.MESSAGE_BACKEND.endswith("SmtpBackend") and not settings.NOTIFY_API_KEY:
        return [
            CheckWarning(
                "E-mails go by SMTP, and text messages by nothing: who gave a phone number only gets no sign-in code.",
                hint="Set NOTIFY_API_KEY and NOTIFY_TEMPLATE_SMS: texts go by GOV.UK Notify.",
                id="notifications.W002",
            )
        ]
    if settings.DEMO or not settings.MESSAGE_BACKEND.endswith("MailboxBackend"):
        return []
    return [
        CheckWarning(
            "Messages are only kept in files: nobody will get a sign-in code.",
            hint="Set MESSAGE_BACKEND to notifications.channels.NotifyBackend, and the NOTIFY_ variables; or to"
            " notifications.smtp.SmtpBackend, and SMTP_URL.",
            id="notifications.W001",
        )
    ]
