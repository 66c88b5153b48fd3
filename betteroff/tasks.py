"""Housekeeping of the whole platform."""

from celery import shared_task
from django.core.management import call_command

from accounts.actions.incoming import delete_old_files
from accounts.readers import councils_and_closed_ones
from core.tenancy import council_scope


@shared_task(name="betteroff.clear_sessions")
def clear_sessions() -> None:
    """Delete sessions that have ended: each is a row."""
    call_command("clearsessions")


@shared_task(name="betteroff.delete_incoming_files")
def delete_incoming_files() -> None:
    """Delete files of which the rest never came, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            delete_old_files()
