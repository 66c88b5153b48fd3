"""Background work of the caseload: what waits, who is away, who is told, and batches."""

from __future__ import annotations

import datetime as dt
import uuid

from celery import shared_task
from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.readers import council_by_id, council_ids, councils
from advocates.caseload.actions.bulk import do_some
from advocates.caseload.actions.covering import keep_absences
from advocates.caseload.actions.tasks import keep_tasks
from advocates.caseload.actions.telling import send_digests, tell_of_changes
from advocates.models import CaseBatch, CaseBatchRow
from core.due_work import Done, Postponed, Retrying, do, doubling
from core.tenancy import council_scope
from core.turns import DueKind, add_kind, poll, take_turns

DOCUMENTS = "documents"
# So many cases in a transaction, and so many of these in a turn: others wait for the same workers.
AT_ONCE, A_TURN = 50, 5
RETRYING = Retrying(waits=doubling(dt.timedelta(seconds=10), tries=5), lease=dt.timedelta(minutes=5))


@shared_task(name="advocates.look_after_caseloads")
def look_after_caseloads() -> None:
    """What waits, who is away from or back on this day, and who is to be told, in every council."""
    for council in councils():
        by = system_actor(council, "caseload")
        with council_scope(council.pk):
            keep_absences(today=timezone.localdate(), by=by)
        with council_scope(council.pk):
            keep_tasks()
        with council_scope(council.pk):
            tell_of_changes(by=by)


@shared_task(name="advocates.tell_contacts", scoped=False)
def tell_contacts(council_id: int) -> None:
    """Woken when somebody's contact changed."""
    with council_scope(council_id):
        tell_of_changes(by=system_actor(council_by_id(council_id), "caseload"))


@shared_task(name="advocates.send_digests")
def send_case_digests() -> None:
    """The daily e-mail to those who work with people, in every council."""
    for council in councils():
        with council_scope(council.pk):
            send_digests(by=system_actor(council, "caseload"))


def work_off(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Do some cases of one batch, if it is due, as whoever confirmed it, with what they may do now."""

    def work(row: CaseBatch) -> Done | Postponed:
        with council_scope(council_id):
            batch = CaseBatch.objects.select_related("to", "team", "by", "membership__organisation", "council").get(
                pk=row.pk
            )
            there = batch.membership if batch.membership.is_active else None
            by = Actor(council=batch.council, user=batch.by, membership=there, second_factor=True)
            to_do = batch.rows.filter(result=CaseBatchRow.Result.TO_DO).order_by("pk").values_list("pk", flat=True)
            keys = list(to_do[: AT_ONCE * A_TURN + 1])
        for start in range(0, AT_ONCE * A_TURN, AT_ONCE):
            if some := keys[start : min(start + AT_ONCE, AT_ONCE * A_TURN)]:
                with council_scope(council_id):
                    do_some(batch=batch, rows=some, by=by)
        return Postponed(dt.timedelta()) if len(keys) > AT_ONCE * A_TURN else Done()

    return do(CaseBatch, council_id=council_id, public_id=public_id, work=work, retrying=RETRYING)


add_kind(DOCUMENTS, DueKind(CaseBatch, work_off))


@shared_task(name="advocates.work_off_batch", scoped=False)
def work_off_batch(council_id: int, public_id: str) -> None:
    """Woken for one batch: take turns until nothing is due."""
    take_turns(DOCUMENTS, council_ids(), at=council_id)


@shared_task(name="advocates.work_off_batches")
def work_off_batches() -> None:
    """Go on with what nobody woke us for, in every council."""
    poll(DOCUMENTS, council_ids(), CaseBatch)
