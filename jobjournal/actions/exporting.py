"""The PDF of a period: a row with a due time until a worker has rendered it (the sweeper finds what is due)."""

from __future__ import annotations

import datetime as dt
import uuid

import structlog
from django.db import transaction
from django.utils import timezone, translation

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from core.pdf import render_pdf
from core.tasks import ring
from jobjournal import readers, tasks
from jobjournal.export_content import period_content
from jobjournal.models import JournalDocument

ATTEMPTS = 5
FIRST_WAIT = dt.timedelta(seconds=30)
AT_ONCE = 20

logger = structlog.get_logger(__name__)


@transaction.atomic
def ask_document(*, resident: Resident, first: dt.date, last: dt.date, language: str, by: Actor) -> JournalDocument:
    """Owe a PDF of the entries of these days. Whoever may see the journal may ask. Raises Http404."""
    whose = readers.whose_is(by, resident)
    document = JournalDocument.objects.create(
        resident=resident, first_day=first, last_day=last, language=language, due_at=timezone.now()
    )
    audit.record("jobjournal.document.asked", by=by, resident=resident, grant=whose.grant)
    ring(tasks.make_journal_document, str(document.public_id))
    return document


def due_documents() -> list[str]:
    """Public ids of this council's journals to print that are due now, the longest waiting first."""
    due = JournalDocument.objects.filter(state=JournalDocument.State.DUE, due_at__lte=timezone.now())
    return [str(public_id) for public_id in due.order_by("due_at").values_list("public_id", flat=True)[:AT_ONCE]]


@transaction.atomic
def make_document(*, public_id: str | uuid.UUID) -> None:
    """Render one document that is due; nothing when it is made, being made by another worker, or not due yet.

    What goes wrong is tried again after 30 s, 1, 2 and 4 minutes, then the document has failed, with the reason.
    """
    document = (
        JournalDocument.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(public_id=public_id, state=JournalDocument.State.DUE, due_at__lte=timezone.now())
        .select_related("council", "resident")
        .first()
    )
    if document is None:
        return
    document.attempts += 1
    try:
        with transaction.atomic():
            document.content = journal_pdf(document)
    except Exception as error:
        _postpone(document, error)
    else:
        document.state, document.made_at, document.error = JournalDocument.State.READY, timezone.now(), ""
    document.save(update_fields=["state", "attempts", "due_at", "error", "content", "made_at"])


def _postpone(document: JournalDocument, error: Exception) -> None:
    # The kind of error only: its text may quote an entry.
    document.error = type(error).__name__
    document.due_at = timezone.now() + FIRST_WAIT * 2 ** (document.attempts - 1)
    if document.attempts >= ATTEMPTS:
        document.state = JournalDocument.State.FAILED
    logger.error("journal_not_made", document=document.pk, error=document.error, attempts=document.attempts)


def journal_pdf(document: JournalDocument) -> bytes:
    """The PDF/UA of a period: every entry by week and day, the hours, and the person's own words beside."""
    with translation.override(document.language):
        context = {
            "council": document.council,
            "language": document.language,
            "made_at": timezone.now(),
            **period_content(document.resident, document.first_day, document.last_day),
        }
        return render_pdf("jobjournal/pdf/journal.html", context)


@transaction.atomic
def record_document_opened(*, document: JournalDocument, by: Actor) -> None:
    """Write down that a helper took a PDF."""
    whose = readers.whose_is(by, document.resident)
    audit.record("jobjournal.document.opened", by=by, resident=document.resident, grant=whose.grant)


@transaction.atomic
def record_journal_opened(*, resident: Resident, by: Actor) -> None:
    """Write down that a helper looked at a journal."""
    whose = readers.whose_is(by, resident)
    audit.record("jobjournal.journal.opened", by=by, resident=resident, grant=whose.grant)
