"""Encrypting the words of entries again with the current key, so that an old key can be thrown away."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from core.crypto import CannotDecrypt, current_key_id, decrypt, encrypt, key_id_of
from jobjournal.entry_words import entry_context, revision_context
from jobjournal.models import Entry, EntryRevision

BATCH = 500
KINDS = {
    "journal entries": (Entry, (), lambda row: entry_context(row.public_id)),
    "journal versions": (EntryRevision, ("entry",), lambda row: revision_context(row.entry.public_id, row.number)),
}


@dataclass(frozen=True)
class Batch:
    """What one step did: the last primary key it looked at (None: there was nothing left), rows rewritten."""

    last: int | None
    rewritten: int


@transaction.atomic
def rotate_batch(*, kind: str, after: int) -> Batch:
    """Rewrite the secrets of up to 500 rows of the current council beyond the primary key `after`.

    Raises CannotDecrypt, naming the row.
    """
    model, needs, context_of = KINDS[kind]
    locked = model.objects.select_for_update(of=("self",)).select_related(*needs)
    rows = list(locked.filter(pk__gt=after).order_by("pk")[:BATCH])
    old = [row for row in rows if key_id_of(row.secret) != current_key_id()]
    for row in old:
        try:
            row.secret = encrypt(decrypt(row.secret, context=context_of(row)), context=context_of(row))
        except CannotDecrypt as error:
            raise CannotDecrypt(f"{kind}, row {row.pk}: {error}") from error
    model.objects.bulk_update(old, ["secret"])
    return Batch(rows[-1].pk if rows else None, len(old))
