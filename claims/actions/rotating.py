"""Encrypting stored answers again with the current key, so that an old key can be thrown away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model

from claims.answer_store import answer_context, fact_context, submission_context
from claims.models import Answer, EngineAccount, Fact, Submission
from core.crypto import CannotDecrypt, current_key_id, decrypt, encrypt, key_id_of

BATCH = 500


@dataclass(frozen=True)
class Kind:
    """A table with a `secret`, and what each of its secrets is bound to."""

    model: type[Model]
    context: Callable[[Model], str]
    needs: str


KINDS = {
    "answers": Kind(Answer, lambda row: answer_context(row.claim, row.key, row.row), "claim"),
    "submissions": Kind(Submission, lambda row: submission_context(row.claim), "claim"),
    "engine accounts": Kind(EngineAccount, lambda row: row.context, "council"),
    "facts": Kind(Fact, fact_context, "resident"),
}


@dataclass(frozen=True)
class Batch:
    """What one step did: the last primary key it looked at (None: there was nothing left), rows rewritten."""

    last: int | None
    rewritten: int


@transaction.atomic
def rotate_batch(*, kind: str, after: int) -> Batch:
    """Rewrite the secrets of up to 500 rows of the current council beyond the primary key `after`.

    Rows are locked, so that an answer saved meanwhile waits and wins. Raises CannotDecrypt, naming the row.
    """
    table = KINDS[kind]
    secret = table.model.objects.filter(secret__isnull=False, pk__gt=after).select_related(table.needs)
    rows = list(secret.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    old = [row for row in rows if key_id_of(row.secret) != current_key_id()]
    for row in old:
        try:
            row.secret = encrypt(decrypt(row.secret, context=table.context(row)), context=table.context(row))
        except CannotDecrypt as error:
            raise CannotDecrypt(f"{kind}, row {row.pk}: {error}") from error
    table.model.objects.bulk_update(old, ["secret"])
    return Batch(rows[-1].pk if rows else None, len(old))
