"""Background work of deciding: letters that are due."""

from celery import shared_task

from accounts.readers import council_ids
from casework.deciding import documents
from casework.models import LetterPdf
from core.turns import DueKind, add_kind, poll

DOCUMENTS = "documents"
add_kind(DOCUMENTS, DueKind(LetterPdf, documents.send_due_letter))


@shared_task(name="casework.send_due_letters")
def send_due_letters() -> None:
    """Draw and send the letters whose time has come, in every council. Nobody wakes for them: they wait on purpose."""
    poll(DOCUMENTS, council_ids(), LetterPdf)
