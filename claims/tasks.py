"""Background work of claims: shells that call one action. A row is the queue; a task wakes up for it or polls."""

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import council_ids, councils, councils_and_closed_ones
from claims import documents
from claims.actions import ending, reminding, retention
from claims.models import ClaimPdf
from core.tenancy import council_scope
from core.turns import DueKind, add_kind, poll, take_turn

DOCUMENTS = "documents"
add_kind(DOCUMENTS, DueKind(ClaimPdf, documents.make_claim_pdf))


@shared_task(name="claims.make_document", scoped=False)
def make_document(council_id: int, public_id: str) -> None:
    """Woken for one PDF: draw the one whose turn it is."""
    take_turn(DOCUMENTS, council_ids(), at=council_id)


@shared_task(name="claims.make_due_documents")
def make_due_documents() -> None:
    """Draw what nobody woke us for, in every council."""
    poll(DOCUMENTS, council_ids(), ClaimPdf)


@shared_task(name="claims.delete_unsaved_drafts")
def delete_unsaved_drafts() -> None:
    """Delete what visitors began and never saved, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            retention.delete_unsaved_drafts(by=system_actor(council, "retention"))


@shared_task(name="claims.end_old_drafts")
def end_old_drafts() -> None:
    """Remind people of forms that they did not send, and delete what they let be. Not of a closed council: nobody
    could go on with theirs.
    """
    for council in councils():
        with council_scope(council.pk):
            by = system_actor(council, "retention")
            ending.remind_of_drafts(now=timezone.now(), by=by)
            ending.delete_old_drafts(now=timezone.now(), by=by)


@shared_task(name="claims.remind_on_the_eve")
def remind_on_the_eve() -> None:
    """Remind claimants of what they were asked for until tomorrow, in every council."""
    for council in councils():
        with council_scope(council.pk):
            reminding.remind_on_the_eve(by=system_actor(council, "messages"))
