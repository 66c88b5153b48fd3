"""Background work of notifications: one task is woken for the outbox and polls it."""

from celery import Task, shared_task

from accounts.actors import system_actor
from accounts.readers import council_by_id, council_ids
from core.turns import DueKind, add_kind, poll, take_turns
from notifications import actions
from notifications.models import Message

DEFAULT = "default"


def send_message(*, council_id: int, public_id: str) -> bool:
    """Send the message of a council that has been due longest, which is this one or was."""
    return actions.send_next_message(by=system_actor(council_by_id(council_id), "messages"))


add_kind(DEFAULT, DueKind(Message, send_message))


# A plain task, outside any council's scope: each message is taken and marked in a transaction of its own.
@shared_task(name="notifications.send_due_messages", base=Task)
def send_due_messages(council_id: int | None = None) -> None:
    """Send what is due, one of each council in turn: woken by one council, or polling them all."""
    if council_id is None:
        poll(DEFAULT, council_ids(), Message)
    else:
        take_turns(DEFAULT, council_ids(), at=council_id)


# A plain task likewise: the provider is asked while no transaction is open.
@shared_task(name="notifications.follow_sent_messages", base=Task)
def follow_sent_messages() -> None:
    """Ask the provider what became of messages that it took, council by council."""
    for council_id in council_ids():
        actions.follow_sent_messages(by=system_actor(council_by_id(council_id), "messages"))
