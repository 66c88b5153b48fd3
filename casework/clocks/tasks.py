"""Background work of clocks: holds whose day has come, and the days by which claims are due."""

from __future__ import annotations

import datetime as dt
import uuid

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import council_ids
from casework.clocks.actions.due_days import keep_due_day
from casework.clocks.actions.holds import bring_back
from casework.models import ClaimHold, DueDayWork
from core.due_work import Done, Retrying, do, doubling
from core.tenancy import council_scope
from core.turns import DueKind, add_kind, poll, take_turns

DOCUMENTS = "documents"
RETRYING = Retrying(waits=doubling(dt.timedelta(minutes=1), tries=8), lease=dt.timedelta(minutes=2))


def end_due_hold(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Bring one claim back whose hold is over, if it is due."""

    def work(row: ClaimHold) -> Done:
        with council_scope(council_id):
            council = ClaimHold.objects.select_related("council").get(pk=row.pk).council
            bring_back(hold=row.pk, by=system_actor(council, "clocks"))
        return Done()

    return do(ClaimHold, council_id=council_id, public_id=public_id, work=work, retrying=RETRYING)


add_kind(DOCUMENTS, DueKind(ClaimHold, end_due_hold, for_machines=True))


@shared_task(name="casework.end_due_holds")
def end_due_holds() -> None:
    """Bring back what is due, in every council. Nobody wakes for it: a hold waits on purpose."""
    poll(DOCUMENTS, council_ids(), ClaimHold)


def keep_one_due_day(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Work out the day by which one claim is due, if its row is there."""

    def work(row: DueDayWork) -> Done:
        with council_scope(council_id):
            keep_due_day(row=row.pk, claim_id=row.claim_id)
        return Done()

    return do(DueDayWork, council_id=council_id, public_id=public_id, work=work, retrying=RETRYING)


add_kind(DOCUMENTS, DueKind(DueDayWork, keep_one_due_day, for_machines=True))


@shared_task(name="casework.keep_due_day", scoped=False)
def keep_due_day_of(council_id: int, public_id: str) -> None:
    """Woken for one claim."""
    take_turns(DOCUMENTS, council_ids(), at=council_id)


@shared_task(name="casework.keep_due_days")
def keep_due_days() -> None:
    """Work out what nobody woke us for, in every council."""
    poll(DOCUMENTS, council_ids(), DueDayWork)
