"""Notifications: start-up checks."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Registers the check of the message back end."""

    name = "notifications"
    verbose_name = "notifications"

    def ready(self):
        from notifications import checks  # noqa: F401  # registers: system checks
