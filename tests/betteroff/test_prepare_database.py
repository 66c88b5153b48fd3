"""The database lets nobody wait for ever: pages have seconds, workers a little longer."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db import connection, transaction

from betteroff.management.commands.prepare_database import check_columns, connected_as, limit_waits
from core import tenancy
from core.tenancy import OF_BACKGROUND, OF_PAGES, council_scope, work_in_background


def limits() -> dict[str, str]:
    """What this connection is held to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting::int || unit FROM pg_settings WHERE name = ANY(%s)", [list(OF_PAGES)])
        return dict(cursor.fetchall())


def in_milliseconds(wanted: dict[str, str]) -> dict[str, str]:
    return {name: f"{int(value.removesuffix('s')) * 1000}ms" for name, value in wanted.items()}


@pytest.mark.django_db(transaction=True)
def test_every_new_connection_of_a_page_is_held_to_its_limits():
    with connected_as(settings.DATABASE_OWNER_URL):
        limit_waits()
    try:
        assert limits() == in_milliseconds(OF_PAGES)
    finally:
        with connected_as(settings.DATABASE_OWNER_URL), connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {connection.settings_dict['NAME']} RESET ALL")
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_worker_has_longer_in_a_councils_scope_only(southmere, monkeypatch):
    monkeypatch.setattr(tenancy, "_own_limits", {})
    before = limits()
    work_in_background()
    with council_scope(southmere.pk):
        assert limits() == in_milliseconds(OF_BACKGROUND)
    assert limits() == before


def test_a_worker_is_stopped_by_its_database_before_it_is_killed():
    statement = int(OF_BACKGROUND["statement_timeout"].removesuffix("s"))
    idle = int(OF_BACKGROUND["idle_in_transaction_session_timeout"].removesuffix("s"))
    assert statement < settings.CELERY_TASK_TIME_LIMIT < idle
    assert all(int(OF_PAGES[name][:-1]) < int(OF_BACKGROUND[name][:-1]) for name in OF_PAGES)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE accounts_resident DROP COLUMN interpreter_language CASCADE",
        "ALTER TABLE accounts_resident RENAME COLUMN interpreter_language TO another",
        "DROP TABLE cobrowse_helpevent CASCADE",
    ],
)
def test_a_database_of_an_earlier_version_is_named_as_such(change):
    with connected_as(settings.DATABASE_OWNER_URL), transaction.atomic():
        check_columns()
        with connection.cursor() as cursor:
            cursor.execute(change)
        with pytest.raises(CommandError, match="made by an earlier version.*(interpreter_language|cobrowse_helpevent)"):
            check_columns()
        transaction.set_rollback(True)
