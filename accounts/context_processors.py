"""What every template may use."""

from django.conf import settings


def council(request):
    """The council of this host (None on the platform's own pages), the acting person, and whether this is a demo."""
    return {
        "council": getattr(request, "council", None),
        "actor": getattr(request, "actor", None),
        "demo": settings.DEMO,
    }
