"""Background work of records: shells that call one action."""

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import councils_and_closed_ones
from records.actions.deleting import delete_due_claims


@shared_task(name="records.delete_due_claims", scoped=False)
def delete_old_claims() -> None:
    """Delete the claims that are no longer kept, in every council."""
    for council in councils_and_closed_ones():
        delete_due_claims(today=timezone.localdate(), by=system_actor(council, "retention"))
