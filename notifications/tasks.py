"""Background work of notifications: one task is woken for the outbox and polls it."""

from celery import Task, shared_task

from accounts.actors import system_actor
from accounts.readers import councils_and_closed_ones
from notifications import actions

MESSAGES_A_RUN = 100


# A plain task, outside any council's scope: each message is taken and marked in a transaction of its own.
@shared_task(name="notifications.send_due_messages", base=Task)
def send_due_messages(council_id: int | None = None) -> None:
    """Send what is due in one council, or in every one of them."""
    chosen = councils_and_closed_ones() if council_id is None else councils_and_closed_ones().filter(pk=council_id)
    for council in chosen:
        actions.send_due_messages(limit=MESSAGES_A_RUN, by=system_actor(council, "messages"))
