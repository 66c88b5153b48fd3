"""Background work of live help: shells that call one action in every council."""

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import councils, councils_and_closed_ones
from cobrowse.actions.duty import end_absent_duties
from cobrowse.actions.ending import end_abandoned
from cobrowse.actions.retention import delete_old_requests
from cobrowse.actions.surveying import ask_how_it_was
from core.tenancy import council_scope

NAME = "live help"


@shared_task(name="cobrowse.look_after_queues")
def look_after_queues() -> None:
    """Give back the people of advisers who are gone, and end what nobody is at any more."""
    for council in councils():
        with council_scope(council.pk):
            end_absent_duties(by=system_actor(council, NAME))
            end_abandoned(by=system_actor(council, NAME))


@shared_task(name="cobrowse.ask_how_it_was")
def ask_later() -> None:
    """Ask people some days later whether it was sorted out, in every council."""
    for council in councils():
        with council_scope(council.pk):
            ask_how_it_was(now=timezone.now(), by=system_actor(council, NAME))


@shared_task(name="cobrowse.delete_old_requests")
def delete_old() -> None:
    """Delete requests for help that need not be kept, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            delete_old_requests(by=system_actor(council, "retention"))
