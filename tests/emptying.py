"""After a test that commits, the tables are emptied: only those with rows, which costs a twentieth of emptying all."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.db import connection
from django.test import TransactionTestCase
from psycopg2.sql import SQL, Identifier

from tests import servers

# What migrating filled, and every test may count on.
KEPT = ("django_migrations", "django_content_type", "auth_permission")


@pytest.fixture(autouse=True, scope="session")
def tables_are_emptied_quickly():
    """Django makes a new file for each table and index, 600 of them, and then all permissions anew.

    Outside servers have no superuser for us, so there Django's way stays.
    """
    if servers.own_servers is None:
        yield
        return
    kept, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, lambda test: empty_tables()
    yield
    TransactionTestCase._fixture_teardown = kept


def empty_tables() -> None:
    """Delete every row that is committed. Waits for whoever still writes, as Django's way does."""
    database = connection.settings_dict["NAME"]
    with closing(servers.own_servers.superuser(database)) as superuser, superuser, superuser.cursor() as cursor:
        # Without it row security, the trail's own guard and the order of the foreign keys would stand in the way.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT relname = ANY(%s) AND pg_relation_size(oid) > 0 ORDER BY relname",
            [list(KEPT)],
        )
        tables = [Identifier(name) for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(table))
            cursor.execute(SQL("DELETE FROM {}").format(table))
