"""Records: keeps drafts that are held, and moves what names a person."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Connects the receivers."""

    name = "records"
    verbose_name = "records"

    def ready(self):
        from records import receivers  # noqa: F401  # registers: signals, and drafts to keep
