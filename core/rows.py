"""Reading one row."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def only_row(rows: QuerySet[Row]) -> Row | None:
    """The row of a query that finds one at the most, by something unique, or None.

    `first()` would sort it and cut it off, which takes longer to put into words than the row takes to read.
    """
    return next(iter(rows), None)
