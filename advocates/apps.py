"""Advocates: people who act for somebody else, with permission."""

from django.apps import AppConfig


class AdvocatesConfig(AppConfig):
    """Puts its pieces on pages below."""

    name = "advocates"
    verbose_name = "advocates"

    def ready(self):
        from advocates import panels, receivers  # noqa: F401  # registers: pieces on pages, signals
        from advocates.caseload import panels as contacts  # noqa: F401  # registers: contacts on the account page
        from advocates.caseload import receivers as of_cases  # noqa: F401  # registers: signals
        from advocates.caseload.actions import rotating  # noqa: F401  # registers: its secrets with key rotation
        from advocates.enquiring import panels as of_enquiries  # noqa: F401  # registers: pieces on pages, key rotation
        from advocates.enquiring import receivers as moved_enquiries  # noqa: F401  # registers: signals
        from advocates.legal import panels as of_law  # noqa: F401  # registers: ways to the pages
        from advocates.legal import receivers as said_by_law  # noqa: F401  # registers: signals, what is kept
        from advocates.legal.actions import saying  # noqa: F401  # registers: its words with key rotation
        from advocates.planning import panels as of_plans  # noqa: F401  # registers: pieces on pages
        from advocates.planning import receivers as moved_plans  # noqa: F401  # registers: signals
        from advocates.planning.actions import rotating as of_words  # noqa: F401  # registers: its words with key rotation
        from advocates.registering import panels as registering  # noqa: F401  # registers: ways to the pages
        from advocates.registering import receivers as of_registering  # noqa: F401  # registers: signals, what is kept
