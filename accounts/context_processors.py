"""What every template may use."""

from django.conf import settings

from accounts.keeping import kiosk, steps
from accounts.keeping.session_life import seconds_left


def council(request):
    """The council of this host (None on the platform's own pages), the acting person, and whether this is a demo."""
    return {
        "council": getattr(request, "council", None),
        "actor": getattr(request, "actor", None),
        "demo": settings.DEMO,
        "session_left": _session_left(request),
        "holds_words": hasattr(request, "session") and steps.holds_words(request),
        "kiosk": hasattr(request, "session") and kiosk.is_kiosk(request),
    }


def _session_left(request) -> int | None:
    """Seconds that this session lives unused; None when it is nobody's, or the page is not a council's."""
    return seconds_left(request) if getattr(request, "council", None) and hasattr(request, "session") else None
