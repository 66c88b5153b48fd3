"""What of corrections is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from claims.correcting.readers import ask_context
from claims.models import Correction, CorrectionAsk
from claims.readers.answer_store import correction_context
from core.rotating import Kind, rotate_kinds

rotate_kinds(
    {
        "corrections": Kind(Correction, lambda row: correction_context(row.claim, row.number), ("claim",)),
        "typed corrections": Kind(CorrectionAsk, ask_context, ("claim",)),
    }
)
