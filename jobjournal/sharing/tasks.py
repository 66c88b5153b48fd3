"""Background work of shares: pollers that call one action for each council."""

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import councils_and_closed_ones
from core.tenancy import council_scope
from jobjournal.sharing.actions import retention


@shared_task(name="jobjournal.close_ended_shares")
def close_ended_shares() -> None:
    """Forget the PINs of shares that have ended, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            retention.close_ended_shares(by=system_actor(council, "shares of journals"))


@shared_task(name="jobjournal.delete_old_shares")
def delete_old_shares() -> None:
    """Delete old shares and what tries and computers left behind, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            retention.delete_old_shares(by=system_actor(council, "retention"))
