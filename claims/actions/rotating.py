"""What of claims is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from claims.models import Answer, Fact, Submission
from claims.readers.answer_store import answer_context, fact_context, submission_context
from core.rotating import Kind, rotate_kinds

rotate_kinds(
    {
        "answers": Kind(Answer, lambda row: answer_context(row.claim, row.key, row.row), ("claim",)),
        "submissions": Kind(Submission, lambda row: submission_context(row.claim), ("claim",)),
        "facts": Kind(Fact, fact_context, ("resident",)),
    }
)
