"""Encrypting stored secrets again with the current key, so that an old key can be thrown away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from core.crypto import CannotDecrypt, current_key_id, decrypt, encrypt, key_id_of

BATCH = 500
# Every kind of row with a secret, by name; each app adds its own in `apps.ready()`.
_kinds: dict[str, Kind] = {}


@dataclass(frozen=True)
class Kind:
    """A table with a `secret`, what each of its secrets is bound to, and the relations that this needs."""

    model: type[Model]
    context: Callable[[Any], str]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Batch:
    """What one step did: the last primary key it looked at (None: there was nothing left), rows rewritten."""

    last: int | None
    rewritten: int


def rotate_kinds(kinds: dict[str, Kind]) -> None:
    """Have these kinds of rows rotated, each under its name."""
    _kinds.update(kinds)


def kinds_to_rotate() -> list[str]:
    """The names of every kind of row that is rotated, in the order of registration."""
    return list(_kinds)


def opened(row: Model) -> Any:
    """What the `secret` of a row says, of any kind that is rotated. Raises CannotDecrypt."""
    kind = next(kind for kind in _kinds.values() if kind.model is type(row))
    return decrypt(row.secret, context=kind.context(row))


@transaction.atomic
def rotate_rows(name: str, *, after: int) -> Batch:
    """Rewrite the secrets of up to 500 rows of one kind of the current council beyond the primary key `after`.

    Rows are locked, so that what is saved meanwhile waits and wins. Raises CannotDecrypt, with `name` and the row.
    """
    kind = _kinds[name]
    secret = kind.model.objects.filter(secret__isnull=False, pk__gt=after).select_related(*kind.needs or (None,))
    rows = list(secret.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    old = [row for row in rows if key_id_of(row.secret) != current_key_id()]
    for row in old:
        try:
            row.secret = encrypt(decrypt(row.secret, context=kind.context(row)), context=kind.context(row))
        except CannotDecrypt as error:
            raise CannotDecrypt(f"{name}, row {row.pk}: {error}") from error
    kind.model.objects.bulk_update(old, ["secret"])
    return Batch(rows[-1].pk if rows else None, len(old))
