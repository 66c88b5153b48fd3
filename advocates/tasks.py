"""Background work of advocates."""

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import councils
from advocates.actions import reminding
from core.tenancy import council_scope


@shared_task(name="advocates.tell_of_ends")
def tell_of_ends() -> None:
    """Tell both sides of grants that end soon or have ended, in every council."""
    for council in councils():
        with council_scope(council.pk):
            reminding.tell_of_ends(by=system_actor(council, "messages"))
