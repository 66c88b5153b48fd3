"""Background work of bookings: ids in, one action in every council."""

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import councils, councils_and_closed_ones
from cobrowse.booking.actions.outcomes import note_calls_not_made
from cobrowse.booking.actions.telling import send_reminders
from cobrowse.booking.actions.upkeep import delete_old_bookings
from core.tenancy import council_scope

NAME = "bookings"


@shared_task(name="cobrowse.look_after_bookings")
def look_after_bookings() -> None:
    """Remind people of what is near, and own up to calls that were not made."""
    for council in councils():
        with council_scope(council.pk):
            send_reminders(by=system_actor(council, NAME))
            note_calls_not_made(by=system_actor(council, NAME))


@shared_task(name="cobrowse.delete_old_bookings")
def delete_old() -> None:
    """Delete bookings that need not be kept, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            delete_old_bookings(by=system_actor(council, "retention"))
