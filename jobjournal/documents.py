"""The PDF of a period of a journal, drawn by a worker."""

from __future__ import annotations

import uuid

from django.utils import timezone, translation

from core.due_work import draw_pdf
from core.pdf import render_pdf
from jobjournal.models import JournalPdf
from jobjournal.presenters.export import period_content


def make_journal_pdf(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Draw the PDF of one period, if it is due."""
    return draw_pdf(JournalPdf, council_id=council_id, public_id=public_id, draw=journal_pdf)


def journal_pdf(document: JournalPdf) -> bytes:
    """The PDF/UA of a period: every entry by week and day, the hours, and the person's own words beside."""
    with translation.override(document.language):
        context = {
            "council": document.council,
            "language": document.language,
            "made_at": timezone.now(),
            **period_content(document.resident, document.first_day, document.last_day),
        }
        return render_pdf("jobjournal/pdf/journal.html", context)
