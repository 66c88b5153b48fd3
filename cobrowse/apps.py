"""Live help: listens to signals from below."""

from django.apps import AppConfig


class CobrowseConfig(AppConfig):
    """Queue, chat, and shared forms."""

    name = "cobrowse"
    verbose_name = "live help"

    def ready(self):
        # Before the others: what is shared ends before anything of its conversation, or of its claim, moves.
        from cobrowse.sharing import receivers as sharing_receivers  # noqa: F401, I001  # registers: signals
        from cobrowse import panels, receivers  # noqa: F401  # registers: signals
        from cobrowse.actions import rotating  # noqa: F401  # registers: its tables with key rotation
        from cobrowse.actions import settings_kept as _settings_kept  # noqa: F401  # registers: in the history
        from cobrowse.actions import surveying as _surveying  # noqa: F401  # registers: when messages are still true
        from cobrowse.actions import transcripts as _transcripts  # noqa: F401  # registers: likewise
        from cobrowse.booking import panels as booking_panels  # noqa: F401  # registers: on pages below
        from cobrowse.booking import receivers as booking_receivers  # noqa: F401  # registers: signals
        from cobrowse.booking.actions import telling  # noqa: F401  # registers: when messages are still true
        from cobrowse.sharing import panels as sharing_panels  # noqa: F401  # registers: panels
        from cobrowse.sharing.actions import rotating as sharing_rotating  # noqa: F401  # registers: key rotation
