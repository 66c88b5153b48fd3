"""The tables of a first migration made at once, then their indexes and constraints: one by one, Django would draw all
models of the platform for each.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import AddConstraint, AddIndex, CreateModel


def together(operations: list[Operation]) -> list[Operation]:
    """The operations of a first migration, its tables made in one, everything else after them in its order, and of that
    indexes and constraints that follow each other in one.
    """
    tables = [operation for operation in operations if isinstance(operation, CreateModel)]
    others = [operation for operation in operations if not isinstance(operation, CreateModel)]
    rest: list[Operation] = []
    for is_added, following in groupby(others, lambda each: isinstance(each, (AddIndex, AddConstraint))):
        some = list(following)
        rest += [AddToTables(some)] if is_added else some
    return [CreateTables(tables), *rest]


class _Several(Operation):
    """Migration operation: several in one, none of which needs the one before in the models that are drawn. A first
    migration is not undone.
    """

    reversible = False

    def __init__(self, operations: list[Any]):
        self.operations = operations

    def state_forwards(self, app_label, state):
        # Models that are drawn already are kept true at each change; those that are not, are drawn once when asked for.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return ", ".join(operation.describe() for operation in self.operations)


class CreateTables(_Several):
    """Create several tables, which may refer to each other."""


class AddToTables(_Several):
    """Add indexes and constraints to tables that are there."""
