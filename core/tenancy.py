"""One council at a time: the scope that PostgreSQL's row-level security reads, and the pieces that set it.

Every council-owned table has forced row-level security on the transaction-local setting `app.council_id`.
Outside a scope that setting is empty and every such table shows no rows at all.
"""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.operations.base import Operation

SETTING = "app.council_id"
# How long a statement, a lock and a transaction in which nothing happens may take. A page has what the database itself
# is set to (manage.py prepare_database); workers and commands have longer.
OF_PAGES = {"statement_timeout": "15s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"}
OF_BACKGROUND = {"statement_timeout": "110s", "lock_timeout": "30s", "idle_in_transaction_session_timeout": "150s"}
_own_limits: dict[str, str] = {}
_current: contextvars.ContextVar[int | None] = contextvars.ContextVar("council_id", default=None)


class NoCouncilScope(RuntimeError):
    """A council-owned row was about to be written outside a council scope."""


def current_council_id() -> int | None:
    """The primary key of the council whose scope we are in, or None."""
    return _current.get()


def require_council_id() -> int:
    """The current council's primary key; the default of every council-owned row.

    Raises NoCouncilScope outside a scope.
    """
    council_id = _current.get()
    if council_id is None:
        raise NoCouncilScope("No council scope: wrap this in core.tenancy.council_scope(council_id).")
    return council_id


def work_in_background() -> None:
    """This process serves no pages: what it does in a council's scope may take longer."""
    _own_limits.update(OF_BACKGROUND)


def _set_local(council_id: int | None, using: str) -> None:
    values = {SETTING: "" if council_id is None else str(council_id), **_own_limits}
    # The third argument makes it SET LOCAL: it ends with the transaction, whatever happens.
    calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [part for pair in values.items() for part in pair])


@contextlib.contextmanager
def council_scope(council_id: int, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run the block in one transaction that sees and writes only this council's rows."""
    previous = _current.get()
    token = _current.set(council_id)
    connection = connections[using]
    # What this connection's open transaction has been told; nothing outside one.
    told = getattr(connection, "told_council_id", None) if connection.in_atomic_block else None
    connection.told_council_id = council_id
    try:
        with transaction.atomic(using=using):
            if told != council_id:
                _set_local(council_id, using)
            yield
            # RELEASE SAVEPOINT keeps a SET LOCAL made inside it, so an inner scope puts the outer one back.
            # (After an exception, the rollback restores it.)
            if told != council_id and connection.savepoint_ids and not connection.needs_rollback:
                _set_local(previous, using)
    finally:
        connection.told_council_id = told
        _current.reset(token)


@contextlib.contextmanager
def between_transactions(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run the block without a transaction: what was done before is committed, what follows is in another one.

    For work that takes seconds, in a view that is `non_atomic_requests`, before anything is written. Inside a further
    `atomic` block, which could then not be taken back, the transaction goes on.
    """
    connection = connections[using]
    if not connection.in_atomic_block or connection.savepoint_ids or connection.needs_rollback:
        yield
        return
    connection.connection.commit()
    told, connection.told_council_id = getattr(connection, "told_council_id", None), None
    try:
        yield
    finally:
        _set_local(_current.get(), using)
        connection.told_council_id = told


class EnableRowSecurity(Operation):
    """Migration operation: enable and force row-level security by council on one model's table."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str):
        self.model_name = model_name

    def state_forwards(self, app_label, state):
        """Row security is not part of Django's model state."""

    def _table(self, app_label, state):
        return state.apps.get_model(app_label, self.model_name)._meta.db_table

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = self._table(app_label, to_state)
        # Wrapped in a sub-select so that PostgreSQL evaluates the setting once per statement, not once per row.
        owner = f"council_id = (SELECT nullif(current_setting('{SETTING}', true), '')::bigint)"
        schema_editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        schema_editor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        schema_editor.execute(f'CREATE POLICY council_isolation ON "{table}" USING ({owner}) WITH CHECK ({owner})')

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = self._table(app_label, from_state)
        schema_editor.execute(f'DROP POLICY IF EXISTS council_isolation ON "{table}"')
        schema_editor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def describe(self):
        return f"Row-level security by council on {self.model_name}"

    def deconstruct(self):
        return self.__class__.__name__, [self.model_name], {}


class CouncilForeignKey(Operation):
    """Migration operation: a composite foreign key (council_id, column) → target (council_id, id).

    Foreign-key checks ignore row-level security; this makes a link into another council impossible.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, field_name: str):
        self.model_name = model_name
        self.field_name = field_name

    def state_forwards(self, app_label, state):
        """The composite key is not part of Django's model state."""

    def _names(self, app_label, state):
        model = state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.field_name)
        target = field.related_model._meta.db_table
        return model._meta.db_table, field.column, target

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table, column, target = self._names(app_label, to_state)
        schema_editor.execute(f'CREATE UNIQUE INDEX IF NOT EXISTS "{target}_council_pk" ON "{target}" (council_id, id)')
        schema_editor.execute(
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}_same_council" '
            f'FOREIGN KEY (council_id, "{column}") REFERENCES "{target}" (council_id, id) DEFERRABLE INITIALLY DEFERRED'
        )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table, column, _ = self._names(app_label, from_state)
        schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{table}_{column}_same_council"')

    def describe(self):
        return f"{self.model_name}.{self.field_name} stays inside its council"

    def deconstruct(self):
        return self.__class__.__name__, [self.model_name, self.field_name], {}
