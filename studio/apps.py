"""The form studio."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """Drafts of a council's forms, and the pages on which they are built."""

    name = "studio"
    verbose_name = "form studio"

    def ready(self):
        """Register what of it is encrypted, and what forms are called that were never published."""
        from notifications.wording.readers import name_forms  # registers: words of their messages
        from studio.publishing import actions  # noqa: F401  # registers: how forms are published in the history
        from studio.readers.drafts import titles_to_come  # registers: their titles
        from studio.trying.actions import rotating  # noqa: F401  # registers: its answers with key rotation

        name_forms(titles_to_come)
