"""What must not be deleted because somebody, or what is about them, is held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
# Of a row whose field of this name is a resident: whether that person is held. Added by the apps above.
_holds: list[Callable[[str], Q]] = []


def add_hold(is_held: Callable[[str], Q]) -> None:
    """Keep rows of which `is_held(field)` is true. Called in `apps.ready()`."""
    _holds.append(is_held)


def not_held(rows: QuerySet[Row, Any], *fields: str) -> QuerySet[Row, Any]:
    """Those in which none of these fields names a resident who is held."""
    for is_held in _holds:
        for field in fields:
            rows = rows.exclude(is_held(field))
    return rows
