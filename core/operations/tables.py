"""The tables of a first migration made at once: one by one, Django would draw all models of the platform for each."""

from __future__ import annotations

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel


def together(operations: list[Operation]) -> list[Operation]:
    """The operations of a first migration, its tables made in one, everything else after them in its order."""
    tables = [operation for operation in operations if isinstance(operation, CreateModel)]
    return [CreateTables(tables), *(operation for operation in operations if not isinstance(operation, CreateModel))]


class CreateTables(Operation):
    """Migration operation: create several tables, which may refer to each other. A first migration is not undone."""

    reversible = False

    def __init__(self, tables: list[CreateModel]):
        self.tables = tables

    def state_forwards(self, app_label, state):
        # Models that are drawn already are kept true at each change; those that are not, are drawn once when asked for.
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "Create " + ", ".join(table.name for table in self.tables)
