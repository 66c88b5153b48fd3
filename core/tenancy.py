"""One council at a time: the scope that PostgreSQL's row-level security reads, and the pieces that set it.

Every council-owned table has forced row-level security on the transaction-local setting `app.council_id`.
Outside a scope that setting is empty and every such table shows no rows at all.
"""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from core.rows import known_to

SETTING = "app.council_id"
# Accounts, second factors and sessions belong to no council. In a transaction those are within reach that it has named:
# people by their keys, or EVERYBODY; one session by its key (docs/decisions/0002).
PEOPLE, SESSION, EVERYBODY = "app.people", "app.session", "all"
# How long a statement, a lock and a transaction in which nothing happens may take. A page has what the database itself
# is set to (manage.py prepare_database); workers and commands have longer.
OF_PAGES = {"statement_timeout": "15s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"}
OF_BACKGROUND = {"statement_timeout": "110s", "lock_timeout": "30s", "idle_in_transaction_session_timeout": "150s"}
# Where a request's WSGI environ says that a council, or the platform, answers at the host that was asked for.
HOST_ANSWERS = "betteroff.host_answers"
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


class Statement(NamedTuple):
    """A statement in SQL and its values, and one that is run before it in the same trip."""

    sql: str
    values: Sequence[Any]
    before: str = ""
    values_before: Sequence[Any] = ()

    def run(self, cursor: Any, using: str, settings: str = "", of_settings: Sequence[Any] = ()) -> list[tuple]:
        """Run it and return its rows. `settings` is a statement that runs before everything else."""
        steps = [step for step in (settings, self.before) if step]
        # Of several statements psycopg2 gives the rows of the last.
        cursor.execute(
            "; ".join([*steps, known_to(connections[using], self.sql)]),
            [*of_settings, *self.values_before, *self.values],
        )
        return cursor.fetchall()


def _set_local(council_id: int | None, using: str, first: Statement | None = None) -> list[tuple]:
    """Also the rows of `first`, which goes along in one trip and is run after it."""
    values = {SETTING: "" if council_id is None else str(council_id), **_own_limits}
    # The third argument makes it SET LOCAL: it ends with the transaction, whatever happens.
    calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
    sql, parts = f"SELECT {calls}", [part for pair in values.items() for part in pair]
    with connections[using].cursor() as cursor:
        if first is None:
            cursor.execute(sql, parts)
            return []
        return first.run(cursor, using, sql, parts)


def _rows_of(first: Statement | None, using: str) -> list[tuple]:
    if first is None:
        return []
    with connections[using].cursor() as cursor:
        return first.run(cursor, using)


@contextlib.contextmanager
def council_scope(
    council_id: int, using: str = DEFAULT_DB_ALIAS, *, first: Statement | None = None
) -> Iterator[list[tuple]]:  # fmt: skip
    """Run the block in one transaction that sees and writes only this council's rows. `first` is asked in it, in the
    trip to the database that opens the scope anyway; the block gets its rows.
    """
    previous = _current.get()
    token = _current.set(council_id)
    connection = connections[using]
    # What this connection's open transaction has been told; nothing outside one.
    told = getattr(connection, "told_council_id", None) if connection.in_atomic_block else None
    connection.told_council_id = council_id
    try:
        with transaction.atomic(using=using):
            yield _rows_of(first, using) if told == council_id else _set_local(council_id, using, first)
            # RELEASE SAVEPOINT keeps a SET LOCAL made inside it, so an inner scope puts the outer one back.
            # (After an exception, the rollback restores it.)
            if told != council_id and connection.savepoint_ids and not connection.needs_rollback:
                _set_local(previous, using)
    finally:
        connection.told_council_id = told
        _current.reset(token)


def name_session(key: str | None, using: str = DEFAULT_DB_ALIAS) -> None:
    """Bring one session within reach until the transaction ends, or another one is named."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SESSION, key or ""])


@contextlib.contextmanager
def everybody(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run the block in a transaction that sees everybody's account, second factors and session. For commands and the
    work of the platform itself, never for a page.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [PEOPLE])
        [before] = cursor.fetchone()
        cursor.execute("SELECT set_config(%s, %s, true)", [PEOPLE, EVERYBODY])
        yield
        cursor.execute("SELECT set_config(%s, %s, true)", [PEOPLE, before])


@contextlib.contextmanager
def between_transactions(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run the block without a transaction: what was done before is committed, what follows is in another one.

    For work that takes seconds, in a view that is `non_atomic_requests`, before anything is written. Inside a further
    `atomic` block, which could then not be taken back, the transaction goes on. People whom the first one named are not
    named in the second.
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
