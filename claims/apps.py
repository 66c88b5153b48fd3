"""Claims: listens to signals from below."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Connects the receivers."""

    name = "claims"
    verbose_name = "claims"

    def ready(self):
        from accounts.keeping.begun import list_begun  # registers: what somebody began
        from claims import receivers  # noqa: F401  # registers: signals
        from claims.actions import rotating  # noqa: F401  # registers: its tables with key rotation
        from claims.changing import panels as way_to_tell_changes  # noqa: F401  # registers: pieces of pages
        from claims.correcting import panels as asks_to_correct  # noqa: F401  # registers: pieces of pages
        from claims.correcting.actions import rotating as correcting_rotating  # noqa: F401  # registers: its secrets
        from claims.finding import actions as finding  # noqa: F401  # registers: its setting, its secrets
        from claims.papers import panels  # noqa: F401  # registers: pieces of pages
        from claims.papers import receivers as asks_for_papers  # noqa: F401  # registers: signals
        from claims.readers.claims import drafts_begun  # registers: what somebody began
        from claims.reviewing import panels as way_to_answer_reviews  # noqa: F401  # registers: pieces of pages
        from claims.reviewing import receivers as ends_reviews  # noqa: F401  # registers: signals
        from claims.signing import panels as partners_sign  # noqa: F401  # registers: pieces of pages
        from claims.signing import receivers as asks_partners  # noqa: F401  # registers: signals
        from claims.thread import panels as thread_panels  # noqa: F401  # registers: on pages of claims and accounts
        from claims.thread.actions import rotating as thread_rotating  # noqa: F401  # registers: likewise
        from claims.withdrawing import panels as way_to_withdraw  # noqa: F401  # registers: pieces of pages

        list_begun(drafts_begun)
