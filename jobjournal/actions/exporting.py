"""Asking for the PDF of a period, and writing down who looked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from core.tasks import enqueue
from jobjournal.models import JournalDocument
from jobjournal.readers import journal as readers


@transaction.atomic
def ask_document(*, resident: Resident, first: dt.date, last: dt.date, language: str, by: Actor) -> JournalDocument:
    """Promise a PDF of the entries of these days. Whoever may see the journal may ask. Raises Http404."""
    whose = readers.whose_is(by, resident)
    document = JournalDocument.objects.create(resident=resident, first_day=first, last_day=last, language=language)
    audit.record("jobjournal.document.asked", by=by, resident=resident, grant=whose.grant)
    enqueue("jobjournal.make_document", document.council_id, str(document.public_id))
    return document


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
