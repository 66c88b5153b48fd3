"""Background work of claims: shells that call one action. A row is the queue; a task wakes up for it or polls."""

from celery import shared_task

from accounts.actors import system_actor
from accounts.readers import councils_and_closed_ones
from claims import documents
from claims.actions import retention
from claims.models import ClaimPdf
from core.due_work import PDFS_A_POLL, due_ids
from core.tenancy import council_scope


@shared_task(name="claims.make_document", scoped=False)
def make_document(council_id: int, public_id: str) -> None:
    """Draw one claim's PDF, if it is still due."""
    documents.make_claim_pdf(council_id=council_id, public_id=public_id)


@shared_task(name="claims.make_due_documents")
def make_due_documents() -> None:
    """Draw what nobody woke us for, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            due = due_ids(ClaimPdf, PDFS_A_POLL)
        for public_id in due:
            documents.make_claim_pdf(council_id=council.pk, public_id=public_id)


@shared_task(name="claims.delete_unsaved_drafts")
def delete_unsaved_drafts() -> None:
    """Delete what visitors began and never saved, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            retention.delete_unsaved_drafts(by=system_actor(council, "retention"))
