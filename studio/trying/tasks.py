"""Background work of trying: what was typed goes again."""

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import councils_and_closed_ones
from core.tenancy import council_scope
from studio.trying.actions.trying import delete_old_try_outs


@shared_task(name="studio.delete_old_try_outs")
def delete_old() -> None:
    """Delete what nobody has touched for a while, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            delete_old_try_outs(now=timezone.now(), by=system_actor(council, "retention"))
