"""Background work of partners' signatures."""

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import councils
from claims.signing.actions import asking
from core.tenancy import council_scope


@shared_task(name="claims.remind_partners")
def remind_partners() -> None:
    """Remind of signatures that have waited long enough, in every council."""
    for council in councils():
        with council_scope(council.pk):
            asking.remind_partners(by=system_actor(council, "messages"))
