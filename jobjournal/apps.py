"""The job journal."""

from django.apps import AppConfig

from formspec.rules.shared_pages import add_shared_page


class JobjournalConfig(AppConfig):
    """Activities, entries, jobs and plans."""

    name = "jobjournal"
    verbose_name = "job journal"

    def ready(self):
        from jobjournal import receivers  # noqa: F401  # registers: signals
        from jobjournal.actions import rotating  # noqa: F401  # registers: its tables with key rotation
        from jobjournal.presenters.shared_entry import SharedEntry  # registers: its page that can be shared

        add_shared_page(SharedEntry())
