"""Background work of records: shells that call one action."""

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import council_ids, councils_and_closed_ones
from core.tenancy import council_scope
from core.turns import DueKind, add_kind, poll, take_turn
from records import documents
from records.actions.deleting import delete_due_claims
from records.actions.exporting import delete_old_exports
from records.models import PersonExport

DOCUMENTS = "documents"
add_kind(DOCUMENTS, DueKind(PersonExport, documents.make_export))


@shared_task(name="records.make_export", scoped=False)
def make_export(council_id: int, public_id: str) -> None:
    """Woken for one archive: make the one whose turn it is."""
    take_turn(DOCUMENTS, council_ids(), at=council_id)


@shared_task(name="records.make_due_exports")
def make_due_exports() -> None:
    """Make what nobody woke us for, in every council."""
    poll(DOCUMENTS, council_ids(), PersonExport)


@shared_task(name="records.delete_due_claims", scoped=False)
def delete_old_claims() -> None:
    """Delete the claims that are no longer kept, in every council."""
    for council in councils_and_closed_ones():
        delete_due_claims(today=timezone.localdate(), by=system_actor(council, "retention"))


@shared_task(name="records.delete_old_exports")
def delete_old() -> None:
    """Delete what was gathered for somebody a week ago, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            delete_old_exports(by=system_actor(council, "retention"))
