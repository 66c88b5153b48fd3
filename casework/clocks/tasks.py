"""Background work of clocks: holds whose day has come."""

from __future__ import annotations

import datetime as dt
import uuid

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import council_ids
from casework.clocks.actions.holds import bring_back
from casework.models import ClaimHold
from core.due_work import Done, Retrying, do, doubling
from core.tenancy import council_scope
from core.turns import DueKind, add_kind, poll

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
