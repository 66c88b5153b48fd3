"""Statements that PostgreSQL parses and plans once for a connection."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from core import rows
from core.rows import execute, known_to

SQL = "SELECT %s::int + 1, '100%%' AS all_of_it"


def prepared_here() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%%all_of_it'")
        return [statement for (statement,) in cursor.fetchall()]


def answer(number: int) -> tuple[int, str]:
    with connection.cursor() as cursor:
        execute(cursor, connection, SQL, [number])
        return cursor.fetchone()


@pytest.mark.django_db
def test_it_is_prepared_once_and_answers_each_value():
    assert [answer(number) for number in (1, 2, None)] == [(2, "100%"), (3, "100%"), (None, "100%")]
    assert len(prepared_here()) == 1


@pytest.mark.django_db(transaction=True)
def test_it_outlives_what_is_taken_back_and_not_its_connection():
    with pytest.raises(DatabaseError), transaction.atomic():
        answer(1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    assert answer(2) == (3, "100%")
    assert len(prepared_here()) == 1
    connection.close()
    assert prepared_here() == []
    assert answer(3) == (4, "100%")


@pytest.mark.django_db(transaction=True)
def test_each_thread_prepares_it_on_its_own_connection():
    found = []

    def other() -> None:
        try:
            found.append(answer(5))
        finally:
            connection.close()

    answer(1)
    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert (found, answer(6)) == ([(6, "100%")], (7, "100%"))


@pytest.mark.django_db(transaction=True)
def test_behind_a_pooler_nothing_is_prepared(monkeypatch):
    """The process that answers is not the one that the connection was told of when it was opened."""
    connection.close()
    monkeypatch.setattr(rows, "_OWN_PROCESS", "SELECT 0")
    assert answer(1) == (2, "100%")
    assert known_to(connection, SQL) == SQL
    assert prepared_here() == []
    # What is found out of a connection holds for that one only.
    connection.close()
