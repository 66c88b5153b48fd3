"""Keeping the day by which each claim is due (`Claim.due_on`), which the work list reads."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from casework.clocks.readers.clock import clock_of
from casework.clocks.readers.holds import ended_holds
from casework.models import DueDayWork
from claims.models import Claim, ClaimStatus
from core.tasks import enqueue

A_BATCH = 1000


def leave_due_day(claim: Claim) -> None:
    """Something happened that may move the day: a worker works it out, after this transaction."""
    row = DueDayWork.objects.create(claim=claim)
    enqueue("casework.keep_due_day", row.council_id, str(row.public_id))


def leave_all_due_days() -> int:
    """What counts for every claim has changed: the days of all that are not done are worked out anew. How many."""
    keys = Claim.objects.filter(submitted_at__isnull=False).exclude(status__stage=ClaimStatus.Stage.DONE)
    rows = (DueDayWork(claim_id=key) for key in keys.values_list("pk", flat=True))
    return len(DueDayWork.objects.bulk_create(rows, batch_size=A_BATCH))


@transaction.atomic
def keep_due_day(*, row: int, claim_id: int) -> None:
    """Work out the day of one claim. Rows that came later than `row` may know of more: they stay.

    A claim that is done is due by no day, and nobody needs to look at a hold of it that ended.
    """
    locked = Claim.objects.select_for_update(of=("self",)).defer("form_version__spec")
    found = locked.select_related("status", "form_version", "council", "times")
    claim = found.get(pk=claim_id)
    clock = clock_of(claim, claim.council.nation)
    if clock.is_done:
        ended_holds(claim).update(dealt_at=timezone.now())
    if claim.due_on != clock.due_on:
        claim.due_on = clock.due_on
        claim.save(update_fields=["due_on"])
    DueDayWork.objects.filter(claim=claim, pk__lte=row).delete()
