"""Background work of batches: a turn does some of the claims, and the next turn goes on."""

from __future__ import annotations

import datetime as dt
import uuid

from celery import shared_task

from accounts.actors import Actor
from accounts.readers import council_ids
from casework.bulk.actions import do_one
from casework.models import Batch, BatchClaim
from core.due_work import Done, Postponed, Retrying, do, doubling
from core.tenancy import council_scope
from core.turns import DueKind, add_kind, poll, take_turns

DOCUMENTS = "documents"
# So many claims in a turn: others wait for the same workers.
A_TURN = 50
RETRYING = Retrying(waits=doubling(dt.timedelta(seconds=10), tries=5), lease=dt.timedelta(minutes=5))


def work_off(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Do some claims of one batch, if it is due: each in a transaction of its own, as whoever confirmed it, with what
    they may do now.
    """

    def work(row: Batch) -> Done | Postponed:
        with council_scope(council_id):
            found = Batch.objects.select_related("owner", "team", "status", "by", "membership", "council")
            batch = found.get(pk=row.pk)
            # Whoever has left or has another role since: each act asks again.
            there = batch.membership if batch.membership.is_active else None
            by = Actor(council=batch.council, user=batch.by, membership=there, second_factor=True)
            to_do = list(
                batch.claims.filter(result=BatchClaim.Result.TO_DO).order_by("place").values_list("pk", flat=True)
            )
        for row_id in to_do[:A_TURN]:
            with council_scope(council_id):
                do_one(batch=batch, row_id=row_id, by=by)
        return Postponed(dt.timedelta()) if len(to_do) > A_TURN else Done()

    return do(Batch, council_id=council_id, public_id=public_id, work=work, retrying=RETRYING)


add_kind(DOCUMENTS, DueKind(Batch, work_off))


@shared_task(name="casework.work_off_batch", scoped=False)
def work_off_batch(council_id: int, public_id: str) -> None:
    """Woken for one batch: take turns until nothing is due."""
    take_turns(DOCUMENTS, council_ids(), at=council_id)


@shared_task(name="casework.work_off_batches")
def work_off_batches() -> None:
    """Go on with what nobody woke us for, in every council."""
    poll(DOCUMENTS, council_ids(), Batch)
