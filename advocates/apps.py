"""Advocates: people who act for somebody else, with permission."""

from django.apps import AppConfig


class AdvocatesConfig(AppConfig):
    """Puts its pieces on pages below."""

    name = "advocates"
    verbose_name = "advocates"

    def ready(self):
        from advocates import panels, receivers  # noqa: F401  # registers: pieces on pages, signals
        from advocates.caseload import receivers as of_cases  # noqa: F401  # registers: signals
        from advocates.enquiring import panels as of_enquiries  # noqa: F401  # registers: pieces on pages, key rotation
        from advocates.enquiring import receivers as moved_enquiries  # noqa: F401  # registers: signals
        from advocates.planning import panels as of_plans  # noqa: F401  # registers: pieces on pages
        from advocates.planning import receivers as moved_plans  # noqa: F401  # registers: signals
        from advocates.planning.actions import rotating  # noqa: F401  # registers: its words with key rotation
