"""Accounts: start-up checks."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the row-security check."""

    name = "accounts"
    verbose_name = "accounts"

    def ready(self):
        from accounts import checks  # noqa: F401  # registers: system checks
