"""Drawing PDFs that are due, as a worker does."""

from __future__ import annotations

import claims.documents
import estimates.documents
import jobjournal.documents
from claims.models import ClaimDocument
from core.due_work import DueDocument
from estimates.models import EstimateDocument
from jobjournal.models import JournalDocument

DRAWN_BY = {
    ClaimDocument: claims.documents.make_document,
    EstimateDocument: estimates.documents.make_document,
    JournalDocument: jobjournal.documents.make_document,
}


def draw(document: DueDocument) -> None:
    """Draw one PDF, if it is due, and read the row again."""
    DRAWN_BY[type(document)](council_id=document.council_id, public_id=document.public_id)
    document.refresh_from_db()
