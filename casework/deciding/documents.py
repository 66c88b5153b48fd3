"""The letter of a decision: drawn when it is due, and sent in the same step."""

from __future__ import annotations

import uuid

from django.utils import timezone, translation

from accounts.actors import system_actor
from accounts.models import Council
from casework.deciding.actions.sending import send_letter
from casework.deciding.readers.letters import made_up_letter
from casework.models import LetterPdf
from casework.posting.readers import printed_address
from core.due_work import DRAWING, Clock, Done, do
from core.pdf import render_pdf
from core.tenancy import council_scope
from notifications.texts import Text


def send_due_letter(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Draw one letter, if it is due, and let it go. One that cannot be drawn does not go."""

    def work(row: LetterPdf) -> Done:
        with council_scope(council_id):
            found = LetterPdf.objects.select_related("decision__claim__council", "decision__claim__resident").get(
                pk=row.pk
            )
            content = letter_pdf(found)
        with council_scope(council_id):
            send_letter(decision_id=row.decision_id, by=system_actor(found.decision.claim.council, "letters"))
        return Done({"content": content, "made_at": Clock()})

    return do(LetterPdf, council_id=council_id, public_id=public_id, work=work, retrying=DRAWING)


def made_up_pdf(outcome: str, words: Text, language: str, council: Council) -> bytes:
    """A letter of nobody's with these words as a PDF, dated today."""
    with translation.override(language):
        context = {
            "council": council,
            "language": language,
            "letter": made_up_letter(outcome, words, language, council).data,
            "address": ["Sam Taylor", "1 High Street", "AB1 2CD"],
            "day": timezone.localtime(),
        }
        return render_pdf("casework/deciding/pdf/letter.html", context)


def letter_pdf(row: LetterPdf) -> bytes:
    """The PDF/UA of a letter, in large print for whoever asked for that; dated today."""
    decision = row.decision
    claim = decision.claim
    with translation.override(row.language):
        context = {
            "claim": claim,
            "council": claim.council,
            "language": row.language,
            "letter": decision.letter,
            "address": printed_address(claim),
            "day": timezone.localtime(decision.sent_at),
        }
        return render_pdf("casework/deciding/pdf/letter.html", context, large=claim.resident.reads_large_print)
