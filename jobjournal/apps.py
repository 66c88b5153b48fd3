"""The job journal."""

from django.apps import AppConfig


class JobjournalConfig(AppConfig):
    """Activities, entries, jobs and plans."""

    name = "jobjournal"
    verbose_name = "job journal"
