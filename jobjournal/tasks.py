"""Background work of the journal: shells that call one action. A row is the queue; a task wakes for it or polls."""

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import councils, councils_and_closed_ones
from core.due_work import PDFS_A_POLL, due_ids
from core.tenancy import council_scope
from jobjournal import documents
from jobjournal.actions import reminding, retention
from jobjournal.models import JournalPdf


@shared_task(name="jobjournal.make_document", scoped=False)
def make_document(council_id: int, public_id: str) -> None:
    """Draw one PDF of a journal, if it is still due."""
    documents.make_journal_pdf(council_id=council_id, public_id=public_id)


@shared_task(name="jobjournal.make_due_documents")
def make_due_documents() -> None:
    """Draw what nobody woke us for, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            due = due_ids(JournalPdf, PDFS_A_POLL)
        for public_id in due:
            documents.make_journal_pdf(council_id=council.pk, public_id=public_id)


@shared_task(name="jobjournal.send_reminders")
def send_reminders() -> None:
    """Remind those who chose today, in every council; run often, it reminds nobody twice a day."""
    for council in councils():
        with council_scope(council.pk):
            reminding.send_reminders(today=timezone.localdate(), by=system_actor(council, "reminders"))


@shared_task(name="jobjournal.delete_old_parts")
def delete_old_parts() -> None:
    """Delete what need not be kept of journals, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            retention.delete_old_parts(by=system_actor(council, "retention"))
