"""Background work of shared forms: a shell that calls one action in every council."""

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import councils
from cobrowse.sharing.actions.codes import delete_old_codes
from cobrowse.sharing.actions.sharing import end_abandoned_shares
from core.tenancy import council_scope


@shared_task(name="cobrowse.end_abandoned_shares")
def end_abandoned() -> None:
    """End what is shared by somebody who was not heard of for minutes, and delete codes of the phone that are over."""
    for council in councils():
        with council_scope(council.pk):
            end_abandoned_shares(by=system_actor(council, "live help"))
            delete_old_codes()
