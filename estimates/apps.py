"""Estimates."""

from django.apps import AppConfig


class EstimatesConfig(AppConfig):
    """Connects the receivers."""

    name = "estimates"
    verbose_name = "estimates"

    def ready(self):
        from estimates import panels, receivers  # noqa: F401  # registers: pieces on pages, signals
        from estimates.actions import rotating  # noqa: F401  # registers: its tables with key rotation
