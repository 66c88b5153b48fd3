"""Background work of threads."""

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import councils
from claims.thread.actions import telling
from core.tenancy import council_scope


@shared_task(name="claims.tell_of_messages")
def tell_of_messages() -> None:
    """Tell claimants of messages that have gone, in every council."""
    for council in councils():
        with council_scope(council.pk):
            telling.tell_claimants(by=system_actor(council, "messages"))
