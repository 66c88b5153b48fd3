"""Asking for the PDF of a period, and writing down who looked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from core.tasks import enqueue
from jobjournal.models import JournalPdf
from jobjournal.readers import journal as readers


@transaction.atomic
def ask_document(*, resident: Resident, first: dt.date, last: dt.date, language: str, by: Actor) -> JournalPdf:
    """Promise a PDF of the entries of these days. Whoever may see the journal may ask. Raises Http404."""
    access = readers.journal_access(by, resident)
    document = JournalPdf.objects.create(resident=resident, first_day=first, last_day=last, language=language)
    audit.record("jobjournal.document.asked", by=by, resident=resident, grant=access.grant)
    enqueue("jobjournal.make_document", document.council_id, str(document.public_id))
    return document


@transaction.atomic
def record_document_opened(*, document: JournalPdf, by: Actor) -> None:
    """Write down that a helper took a PDF."""
    access = readers.journal_access(by, document.resident)
    audit.record("jobjournal.document.opened", by=by, resident=document.resident, grant=access.grant)


@transaction.atomic
def record_journal_opened(*, resident: Resident, by: Actor) -> None:
    """Write down that a helper looked at a journal."""
    access = readers.journal_access(by, resident)
    audit.record("jobjournal.journal.opened", by=by, resident=resident, grant=access.grant)
