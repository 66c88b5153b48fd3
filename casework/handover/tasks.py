"""Background work of the hand-over: deliveries that are due."""

from celery import shared_task

from accounts.readers import council_ids
from casework.handover.actions import delivering
from casework.models import Delivery
from core.turns import DueKind, add_kind, poll, take_turn

DOCUMENTS = "documents"
add_kind(DOCUMENTS, DueKind(Delivery, delivering.deliver, for_machines=True))


@shared_task(name="casework.deliver", scoped=False)
def deliver(council_id: int, public_id: str) -> None:
    """Hand over what is due, this claim or one whose turn is before it."""
    take_turn(DOCUMENTS, council_ids(), at=council_id)


@shared_task(name="casework.deliver_due")
def deliver_due() -> None:
    """Hand over what is due in every council and was not woken for."""
    poll(DOCUMENTS, council_ids(), Delivery)
