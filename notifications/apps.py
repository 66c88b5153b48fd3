"""Notifications: start-up checks."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Registers the check of the message back end, connects the receivers."""

    name = "notifications"
    verbose_name = "notifications"

    def ready(self):
        from notifications import checks, receivers  # noqa: F401  # registers: system checks, signals
        from notifications.wording import actions  # noqa: F401  # registers: words of messages in the history
