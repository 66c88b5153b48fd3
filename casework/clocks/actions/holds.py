"""Putting a claim on hold, ending that, and seeing that it has ended. The claim is locked for each."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.clocks.readers.holds import ended_holds, open_hold
from casework.models import ClaimHold
from claims.models import Claim, ClaimStatus
from core.due_work import DueWork
from core.rules.dates import start_of_day


class HoldMoved(Exception):
    """The hold is not as the page showed it: somebody put the claim on hold, or ended that. `hold` is the open one now,
    None for none. Nothing was saved.
    """

    def __init__(self, hold: ClaimHold | None):
        super().__init__(f"hold {hold.pk if hold else None}")
        self.hold = hold


class ClaimDone(Exception):
    """What is done waits for nothing. Nothing was saved."""


@transaction.atomic
def put_on_hold(*, reference: str, until: dt.date, reason: str, words: str, by: Actor) -> ClaimHold:
    """The claim waits until a day that is still to come, for a ClaimHold.Reason.

    Holds that ended before are dealt with by it. The same press twice is one. Raises HoldMoved, ClaimDone, Http404,
    PermissionDenied, ValueError for a day that is not to come.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    there = open_hold(claim)
    if there is not None:
        if (there.until, there.reason, there.words, there.by_id) == (until, reason, words, by.user.pk):
            return there
        raise HoldMoved(there)
    if claim.status.stage == ClaimStatus.Stage.DONE:
        raise ClaimDone
    if until <= timezone.localdate():
        raise ValueError("a hold ends on a day that is still to come")
    now = timezone.now()
    _dealt_with(claim, now, by)
    hold = ClaimHold.objects.create(
        claim=claim, reason=reason, words=words, until=until, by=by.user, by_label=by.label, at=now,
        due_at=start_of_day(until, timezone.get_current_timezone()),
    )  # fmt: skip
    _note("held", claim, by)
    return hold


@transaction.atomic
def end_hold(*, reference: str, hold: int, why: str, by: Actor) -> ClaimHold:
    """End a hold, by its key, before its day, and say why. Ended already, that stays. Raises HoldMoved, Http404."""
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    found = ClaimHold.objects.filter(claim=claim, pk=hold).first()
    if found is None:
        raise Http404
    if found.ended_at is not None:
        if found.ended_by_label == by.label and found.ended_why == why:
            return found
        raise HoldMoved(open_hold(claim))
    now = timezone.now()
    found.state, found.ended_at, found.ended_by_label, found.ended_why = DueWork.State.READY, now, by.label, why
    found.dealt_at, found.dealt_by_label = now, by.label
    found.save()
    _note("hold_ended_early", claim, by)
    return found


@transaction.atomic
def bring_back(*, hold: int, by: Actor) -> bool:
    """The day of a hold has come: the claim is marked, for whoever works on it now. False when it was not on hold."""
    claim_id = ClaimHold.objects.values_list("claim_id", flat=True).get(pk=hold)
    claim = Claim.objects.select_for_update(of=("self",)).select_related("resident", "status").get(pk=claim_id)
    found = ClaimHold.objects.get(pk=hold)
    if found.ended_at is not None:
        return False
    found.ended_at = timezone.now()
    if claim.status.stage == ClaimStatus.Stage.DONE:
        # Nobody needs to look at what was decided meanwhile.
        found.dealt_at = found.ended_at
    found.save(update_fields=["ended_at", "dealt_at"])
    _note("hold_ended", claim, by)
    return True


@transaction.atomic
def deal_with_ended_hold(*, reference: str, by: Actor) -> None:
    """Somebody has seen that holds of the claim ended. Raises Http404, PermissionDenied."""
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    if _dealt_with(claim, timezone.now(), by):
        _note("hold_dealt_with", claim, by)


def _dealt_with(claim: Claim, at: dt.datetime, by: Actor) -> int:
    return ended_holds(claim).update(dealt_at=at, dealt_by_label=by.label)


def _note(what: str, claim: Claim, by: Actor) -> None:
    audit.record(f"claims.claim.{what}", by=by, resident=claim.resident, subject=claim.reference)
