"""Statements that are sent many times a second: PostgreSQL parses and plans each of them once for a connection.

Only over a connection that is PostgreSQL's own. Behind PgBouncer every transaction may have another server process,
which knows nothing of what was prepared elsewhere: there they go as they are.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

_numbers = itertools.count(1)
# What psycopg2 puts a value in place of, and how it writes a percent sign.
_HOLE = re.compile(r"%(s|%)")
_OWN_PROCESS = "SELECT pg_backend_pid()"
# As a wrapper's attribute: which connection it had, and what is prepared there (None: nothing can be).
_KNOWN = "prepared_there"


@functools.lru_cache(maxsize=512)
def _prepared(sql: str) -> tuple[str, str, str]:
    """Its name, what prepares it, and what is sent from then on, with the holes of `sql` in the same order."""
    name, holes = f"known_{next(_numbers)}", itertools.count(1)
    words = _HOLE.sub(lambda found: f"${next(holes)}" if found[1] == "s" else "%", sql)
    values = ", ".join(["%s"] * (next(holes) - 1))
    return name, f"PREPARE {name} AS {words}", f"EXECUTE {name} ({values})" if values else f"EXECUTE {name}"


def known_to(connection: BaseDatabaseWrapper, sql: str) -> str:
    """What to send with the values of `sql`, one statement, instead of it. `sql` comes from a few fixed texts: whatever
    differs from call to call is among the values.
    """
    connection.ensure_connection()
    known = _known(connection)
    if known is None:
        return sql
    name, prepare, execute = _prepared(sql)
    if name not in known:
        # Once for a connection; it outlives a transaction that is rolled back.
        with connection.connection.cursor() as cursor:
            cursor.execute(prepare)
        known.add(name)
    return execute


def execute(cursor: Any, connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> None:
    """Run a statement by what PostgreSQL knows of it already."""
    cursor.execute(known_to(connection, sql), values)


def _known(connection: BaseDatabaseWrapper) -> set[str] | None:
    line = connection.connection
    of, known = getattr(connection, _KNOWN, (None, None))
    if of is not line:
        with line.cursor() as cursor:
            cursor.execute(_OWN_PROCESS)
            # PgBouncer says another process than the one that it has just now.
            known = set() if cursor.fetchone()[0] == line.info.backend_pid else None
        setattr(connection, _KNOWN, (line, known))
    return known
