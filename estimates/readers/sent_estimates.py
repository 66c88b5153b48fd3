"""The latest estimate of each claim that was sent to the council, for counting over all of them."""

from __future__ import annotations

from estimates.models import Estimate

# The latest are looked at; more would keep a worker for minutes.
MOST_CLAIMS = 2000


def next_sent_estimates(before: int | None, limit: int) -> list[Estimate]:
    """The next of them, the latest made first, below the key of the one that was read last.

    For counting by the platform itself: nothing of one goes to a page. Call it in the council's scope.
    """
    sent = Estimate.objects.filter(claim__submitted_at__isnull=False, state=Estimate.State.READY)
    latest = sent.order_by("claim", "-asked_at", "-pk").distinct("claim")
    found = Estimate.objects.filter(pk__in=latest.values("pk"))
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.only("pk", "household").order_by("-pk")[:limit])
