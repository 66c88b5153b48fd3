"""The council's desk."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The work list, a claim as staff see it, its status and notes."""

    name = "casework"
    verbose_name = "casework"
