"""Accounts: start-up checks."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the row-security check, and the council’s own settings in their history."""

    name = "accounts"
    verbose_name = "accounts"

    def ready(self):
        from accounts import checks  # noqa: F401  # registers: system checks
        from accounts.settling import presenters  # noqa: F401  # registers: what a council says of itself
        from accounts.staffing import presenters as _staffing  # noqa: F401  # registers: who may do what
