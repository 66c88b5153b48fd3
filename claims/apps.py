"""Claims: listens to signals from below."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Connects the receivers."""

    name = "claims"
    verbose_name = "claims"

    def ready(self):
        from claims import receivers  # noqa: F401  # registers: signals
        from claims.actions import rotating  # noqa: F401  # registers: its tables with key rotation
