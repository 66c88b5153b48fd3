"""The form studio."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """Drafts of a council's forms, and the pages on which they are built."""

    name = "studio"
    verbose_name = "form studio"

    def ready(self):
        """Register what of it is encrypted."""
        from studio.trying.actions import rotating  # noqa: F401  # registers: its answers with key rotation
