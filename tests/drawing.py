"""Drawing PDFs that are due, as a worker does."""

from __future__ import annotations

import claims.documents
import estimates.documents
import jobjournal.documents
from claims.models import ClaimPdf
from core.due_work import DuePdf
from estimates.models import EstimatePdf
from jobjournal.models import JournalPdf

DRAWN_BY = {
    ClaimPdf: claims.documents.make_document,
    EstimatePdf: estimates.documents.make_document,
    JournalPdf: jobjournal.documents.make_document,
}


def draw(document: DuePdf) -> None:
    """Draw one PDF, if it is due, and read the row again."""
    DRAWN_BY[type(document)](council_id=document.council_id, public_id=document.public_id)
    document.refresh_from_db()
