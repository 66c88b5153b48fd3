"""Encrypting stored answers again with the current key (core/rotating.py)."""

from __future__ import annotations

from claims.answer_store import answer_context, fact_context, submission_context
from claims.models import Answer, EngineAccount, Fact, Submission
from core.rotating import Batch, Kind, rotate_rows

KINDS = {
    "answers": Kind(Answer, lambda row: answer_context(row.claim, row.key, row.row), ("claim",)),
    "submissions": Kind(Submission, lambda row: submission_context(row.claim), ("claim",)),
    "engine accounts": Kind(EngineAccount, lambda row: row.context, ("council",)),
    "facts": Kind(Fact, fact_context, ("resident",)),
}


def rotate_batch(*, kind: str, after: int) -> Batch:
    """Rewrite up to 500 rows of one of KINDS beyond the primary key `after`. Raises CannotDecrypt, naming the row."""
    return rotate_rows(kind, KINDS[kind], after=after)
