"""Background work of legal bases."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import councils
from advocates.legal.actions.upkeep import remind_of_looks
from core.tenancy import council_scope


@shared_task(name="advocates.remind_of_looks")
def remind_of_yearly_looks() -> None:
    """Tell holders of open-ended grants that the council looks soon, in every council."""
    for council in councils():
        with council_scope(council.pk):
            remind_of_looks(today=timezone.localdate(), by=system_actor(council, "messages"))
