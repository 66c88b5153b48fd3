"""Housekeeping of the whole platform."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from accounts.actions.incoming import delete_old_files
from accounts.actors import system_actor
from accounts.readers import councils, councils_and_closed_ones
from accounts.staffing.actions.organisations import remind_of_agreements
from core.tenancy import council_scope


@shared_task(name="betteroff.clear_sessions")
def clear_sessions() -> None:
    """Delete sessions that have ended: each is a row."""
    call_command("clearsessions")


@shared_task(name="betteroff.remind_of_agreements")
def remind_admins_of_agreements() -> None:
    """Tell the admins of every open council of agreements with partners that end soon."""
    for council in councils():
        with council_scope(council.pk):
            remind_of_agreements(today=timezone.localdate(), by=system_actor(council, "reminders"))


@shared_task(name="betteroff.delete_incoming_files")
def delete_incoming_files() -> None:
    """Delete files of which the rest never came, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            delete_old_files()
