"""Background work of reviews."""

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import councils
from claims.reviewing import actions
from core.tenancy import council_scope


@shared_task(name="claims.remind_of_reviews")
def remind_of_reviews() -> None:
    """Remind claimants of reviews that are open, in every council."""
    for council in councils():
        with council_scope(council.pk):
            actions.remind_of_reviews(by=system_actor(council, "messages"))
