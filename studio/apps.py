"""The form studio."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """Drafts of a council's forms, and the pages on which they are built."""

    name = "studio"
    verbose_name = "form studio"
