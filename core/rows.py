"""Reading and writing single rows, for what is done many times a second.

PostgreSQL parses and plans such a statement once for a connection, if the connection is PostgreSQL's own. Behind
PgBouncer every transaction may have another server process, which knows nothing of what was prepared elsewhere: there
statements go as they are.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row", bound=Model)


_numbers = itertools.count(1)
# What psycopg2 puts a value in place of, and how it writes a percent sign.
_HOLE = re.compile(r"%(s|%)")
_TABLES = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "?\w+"?|FOR UPDATE')
_OWN_PROCESS = "SELECT pg_backend_pid()"
# As a wrapper's attribute: which connection it had, and what is prepared there (None: nothing can be).
_KNOWN = "prepared_there"


def only_row(rows: QuerySet[Row]) -> Row | None:
    """The row of a query that finds one at the most, by something unique, or None.

    `first()` would sort it and cut it off, which takes longer to put into words than the row takes to read.
    """
    return next(iter(rows), None)


def value_of(sql: str, values: Sequence[Any]) -> Any:
    """The one value of a statement that gives one row."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


class Prepared:
    """A query that is put into words once in a process and asked with other values each time: for most queries Django
    needs longer for the words than the database for the answer.

    `make` takes values by name and gives a query set whose shape does not hang on them: of models, with
    `select_related`, annotations and locks, or a `values_list`. Values are UUIDs, whole numbers, texts and days. One
    that is left out, or None, is not passed to `make`: which are given may change the shape.

    `before`: a statement that goes along in the same trip and is run first, with the value of that name in its hole.
    """

    def __init__(self, make: Callable[..., QuerySet[Any]], *, before: tuple[str, str] | None = None) -> None:
        self._make, self._before = make, before
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def rows(self, **values: Any) -> list[Any]:
        """What the query set would give."""
        given = {name: value for name, value in values.items() if value is not None}
        names = tuple(given)
        plan = self._plans.get(names)
        if plan is None:
            plan = self._plans[names] = _plan_of(self._make, given, self._before)
        return plan.rows(given)

    def only(self, **values: Any) -> Any:
        """The only row, or None."""
        return next(iter(self.rows(**values)), None)


@dataclass(frozen=True)
class _Slot:
    """Where a value goes in the statement."""

    name: str


@dataclass(frozen=True)
class _Plan:
    """The statement with one that is run before it in the same trip, or "", and what is made of its rows."""

    before: str
    sql: str
    values: Sequence[Any]
    locks: bool
    converters: Sequence[tuple[int, Any]]
    build: Callable[[Sequence[Any]], Any]

    def rows(self, given: dict[str, Any]) -> list[Any]:
        if self.locks and connection.get_autocommit():
            raise TransactionManagementError("A lock needs a transaction.")
        with connection.cursor() as cursor:
            values = [given[value.name] if isinstance(value, _Slot) else value for value in self.values]
            # Of several statements psycopg2 gives the rows of the last.
            cursor.execute(self.before + known_to(connection, self.sql), values)
            found = cursor.fetchall()
        return [self.build(self._converted(row)) for row in found]

    def _converted(self, row: tuple[Any, ...]) -> Sequence[Any]:
        if not self.converters:
            return row
        values = list(row)
        for place, (converters, expression) in self.converters:
            for converter in converters:
                values[place] = converter(values[place], expression, connection)
        return values


def _plan_of(make: Callable[..., QuerySet[Any]], given: dict[str, Any], before: tuple[str, str] | None = None) -> _Plan:
    # Values that stand nowhere else, to find again where each of them goes.
    marks = {name: _mark(value, number) for number, (name, value) in enumerate(given.items())}
    query = make(**marks).query
    compiler = query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    names = {(type(mark), mark): name for name, mark in marks.items()}
    values = [_Slot(names[type(p), p]) if _is_mark(p) and (type(p), p) in names else p for p in params]
    if {value.name for value in values if isinstance(value, _Slot)} != set(marks):
        raise ValueError("A value of this query does not stand in its statement as it is given.")
    first = ""
    if before is not None:
        first, values = f"{before[0]}; ", [_Slot(before[1]), *values]
    expressions = [expression for expression, _sql, _alias in compiler.select]
    converters = list(compiler.get_converters(expressions).items())
    return _Plan(
        first, sql, values, query.select_for_update, converters, _builder(compiler) if query.default_cols else tuple
    )


def _mark(value: Any, number: int) -> Any:
    marks: dict[type, Callable[[], Any]] = {
        int: lambda: 2_000_000_011 + number, str: lambda: f"a value {uuid.uuid4()}", uuid.UUID: uuid.uuid4,
        dt.date: lambda: dt.date(4, 2, 1 + number),
    }  # fmt: skip
    return marks[type(value)]()


def _is_mark(value: Any) -> bool:
    return type(value) in (int, str, uuid.UUID, dt.date)


def _builder(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes an object of a row, as Django's own query sets do."""
    info = compiler.klass_info
    fields = info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [column.target.attname for column, _sql, _alias in compiler.select[start:end]]
    populators = get_related_populators(info, compiler.select, connection.alias)
    annotated = list(compiler.annotation_col_map.items())

    def build(row: Sequence[Any]) -> Any:
        found = info["model"].from_db(connection.alias, names, row[start:end])
        for populator in populators:
            populator.populate(row, found)
        for name, column in annotated:
            setattr(found, name, row[column])
        return found

    return build


_INSERTS: dict[type[Model], tuple[str, list[Any]]] = {}


def insert(row: Model, *, also: tuple[str, list[Any]] | None = None) -> None:
    """Write a new row in one statement that is put into words once. No signal is sent, and the row learns of nothing
    that the database fills in, its key included. `also` is another change, in SQL with its values, in the same one.
    """
    kind = type(row)
    if kind not in _INSERTS:
        fields = [field for field in kind._meta.local_concrete_fields if not field.primary_key]
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        holes = ", ".join(["%s"] * len(fields))
        _INSERTS[kind] = f"INSERT INTO {kind._meta.db_table} ({names}) VALUES ({holes})", fields
    sql, fields = _INSERTS[kind]
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    if also is not None:
        sql, values = f"WITH also AS ({also[0]}) {sql}", [*also[1], *values]
    with connection.cursor() as cursor:
        execute(cursor, connection, sql, values)


# --- what PostgreSQL knows already ---


@functools.lru_cache(maxsize=512)
def _prepared(sql: str) -> tuple[str, str, str]:
    """Its name, what prepares it, and what is sent from then on, with the holes of `sql` in the same order."""
    name, holes = f"known_{next(_numbers)}", itertools.count(1)
    words = _HOLE.sub(lambda found: f"${next(holes)}" if found[1] == "s" else "%", sql)
    values = ", ".join(["%s"] * (next(holes) - 1))
    # Whoever reads the database's log, or counts queries, sees of which tables it is.
    of = " ".join([words.split()[0], *_TABLES.findall(words)])
    return name, f"PREPARE {name} AS {words}", f"EXECUTE {name}{f' ({values})' if values else ''} /* {of} */"


def known_to(to: BaseDatabaseWrapper, sql: str) -> str:
    """What to send with the values of `sql`, one statement, instead of it. `sql` comes from a few fixed texts: whatever
    differs from call to call is among the values.
    """
    to.ensure_connection()
    known = _known(to)
    if known is None:
        return sql
    name, prepare, again = _prepared(sql)
    if name not in known:
        # Once for a connection; it outlives a transaction that is rolled back.
        with to.connection.cursor() as cursor:
            cursor.execute(prepare)
        known.add(name)
    return again


def execute(cursor: Any, to: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> None:
    """Run a statement by what PostgreSQL knows of it already."""
    cursor.execute(known_to(to, sql), values)


def _known(to: BaseDatabaseWrapper) -> set[str] | None:
    line = to.connection
    of, known = getattr(to, _KNOWN, (None, None))
    if of is not line:
        with line.cursor() as cursor:
            cursor.execute(_OWN_PROCESS)
            # Behind PgBouncer the process that answers is not the one that the connection was told of when it opened.
            known = set() if cursor.fetchone()[0] == line.info.backend_pid else None
        setattr(to, _KNOWN, (line, known))
    return known
