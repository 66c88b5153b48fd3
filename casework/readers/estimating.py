"""The estimates of a sent claim: the one it was sent with, and the newest."""

from __future__ import annotations

import datetime as dt

from claims.models import Claim
from estimates.models import Estimate

# Asked for in the moment of sending.
JUST_AFTER = dt.timedelta(minutes=1)


def estimate_when_sent(claim: Claim) -> Estimate | None:
    """The estimate with figures of the answers as they were sent, or the first after that. One query.

    The caller has the claim from a reader that checked it.
    """
    ready = list(Estimate.objects.filter(claim=claim, state=Estimate.State.READY).order_by("asked_at", "pk"))
    until = [each for each in ready if each.asked_at <= claim.submitted_at + JUST_AFTER]
    return next(iter([*until[-1:], *ready]), None)
