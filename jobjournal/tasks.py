"""Background work of the job journal: shells that call one action. A row is the queue; a task is its doorbell."""

from celery import shared_task
from django.utils import timezone

from accounts.actors import system_actor
from accounts.readers import councils
from core.tenancy import council_scope
from jobjournal import share_tasks  # noqa: F401 - connects itself


@shared_task(name="jobjournal.make_journal_document")
def make_journal_document(public_id: str) -> None:
    """Render one PDF of a journal, if it is still due."""
    from jobjournal.actions import exporting

    exporting.make_document(public_id=public_id)


@shared_task(name="jobjournal.make_due_documents")
def make_due_documents() -> None:
    """Render what no doorbell woke us for, in every council."""
    from jobjournal.actions import exporting

    for council in councils():
        with council_scope(council.pk):
            due = exporting.due_documents()
        for public_id in due:
            with council_scope(council.pk):
                exporting.make_document(public_id=public_id)


@shared_task(name="jobjournal.send_reminders")
def send_reminders() -> None:
    """Remind those who chose today, in every council; run often, it reminds nobody twice a day."""
    from jobjournal.actions import reminding

    for council in councils():
        with council_scope(council.pk):
            reminding.send_reminders(today=timezone.localdate(), by=system_actor(council, "reminders"))


@shared_task(name="jobjournal.delete_old_parts")
def delete_old_parts() -> None:
    """Delete what need not be kept of journals, in every council."""
    from jobjournal.actions import retention

    for council in councils():
        with council_scope(council.pk):
            retention.delete_old_parts(by=system_actor(council, "retention"))
