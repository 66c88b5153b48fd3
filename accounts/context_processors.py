"""What every template may use."""


def council(request):
    """The council of this host (None on the platform's own pages) and the acting person."""
    return {"council": getattr(request, "council", None), "actor": getattr(request, "actor", None)}
