"""Keeping when a claim was first dealt with and when it was done. The caller holds the claim's lock."""

from __future__ import annotations

import datetime as dt

from casework.models import ClaimTimes
from claims.models import Claim, ClaimStatus
from claims.signals import claim_changed


def note_touch(claim: Claim, at: dt.datetime) -> ClaimTimes:
    """Somebody at the council did something about the claim; only the first time is kept, and may move its due day."""
    times, is_first = ClaimTimes.objects.get_or_create(claim=claim, defaults={"touched_at": at})
    if is_first:
        claim_changed.send(sender=Claim, claim=claim)
    return times


def note_stage(claim: Claim, stage: str, at: dt.datetime) -> None:
    """The claim came to a status of this stage. One that is new, because it was sent or put back, is dealt with by
    nobody; one that is opened again is not done any more.
    """
    if stage == ClaimStatus.Stage.NEW:
        ClaimTimes.objects.filter(claim=claim).update(done_at=None)
        return
    times, done_at = note_touch(claim, at), at if stage == ClaimStatus.Stage.DONE else None
    if times.done_at != done_at:
        times.done_at = done_at
        times.save(update_fields=["done_at"])
