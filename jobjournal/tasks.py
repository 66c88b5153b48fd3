"""Background work of the journal: shells that call one action. A row is the queue; a task wakes for it or polls."""

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import council_ids, councils, councils_and_closed_ones
from core.tenancy import council_scope
from core.turns import DueKind, add_kind, poll, take_turn
from jobjournal import documents
from jobjournal.actions import reminding, retention
from jobjournal.models import JournalPdf

DOCUMENTS = "documents"
add_kind(DOCUMENTS, DueKind(JournalPdf, documents.make_journal_pdf))


@shared_task(name="jobjournal.make_document", scoped=False)
def make_document(council_id: int, public_id: str) -> None:
    """Woken for one PDF: draw the one whose turn it is."""
    take_turn(DOCUMENTS, council_ids(), at=council_id)


@shared_task(name="jobjournal.make_due_documents")
def make_due_documents() -> None:
    """Draw what nobody woke us for, in every council."""
    poll(DOCUMENTS, council_ids(), JournalPdf)


@shared_task(name="jobjournal.send_reminders")
def send_reminders() -> None:
    """Remind those who chose today, in every council; run often, it reminds nobody twice a day."""
    for council in councils():
        with council_scope(council.pk):
            reminding.send_reminders(today=timezone.localdate(), by=system_actor(council, "reminders"))


@shared_task(name="jobjournal.tell_of_ending_drafts")
def tell_of_ending_drafts() -> None:
    """Tell those whose entry was begun and is deleted soon, in every council; run often, it tells nobody twice."""
    for council in councils():
        with council_scope(council.pk):
            reminding.tell_of_ending_drafts(now=timezone.now(), by=system_actor(council, "reminders"))


@shared_task(name="jobjournal.delete_old_parts")
def delete_old_parts() -> None:
    """Delete what need not be kept of journals, in every council."""
    for council in councils_and_closed_ones():
        with council_scope(council.pk):
            retention.delete_old_parts(by=system_actor(council, "retention"))
