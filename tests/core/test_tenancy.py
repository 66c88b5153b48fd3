"""The scope of a council: without one there are no rows, and never another council's."""

import contextlib

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from accounts.checks import council_owned_models
from accounts.models import Resident
from core.tenancy import NoCouncilScope, Statement, between_transactions, council_scope, current_council_id


@pytest.mark.django_db(transaction=True)
def test_without_a_scope_there_are_no_rows(southmere):
    with council_scope(southmere.pk):
        Resident.objects.create(name="Somebody")
        assert Resident.objects.count() == 1
    assert current_council_id() is None
    with connection.cursor() as cursor:
        for model in council_owned_models():
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
            assert cursor.fetchone() == (0,), model._meta.label


def test_one_council_never_sees_the_other(calderbrook, southmere, carol):
    assert Resident.objects.count() == 0
    assert not Resident.objects.filter(pk=carol.resident.pk).exists()
    with council_scope(southmere.pk):
        assert Resident.objects.get().name == "Carol Coates"
    assert Resident.objects.count() == 0, "the outer scope is put back"


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_first_goes_along_and_is_asked_inside(southmere, calderbrook):
    with council_scope(southmere.pk):
        Resident.objects.create(name="Somebody")
    names = Statement(f"SELECT name FROM {Resident._meta.db_table} WHERE name <> %s", [""])
    for council, found in ((southmere, [("Somebody",)]), (calderbrook, [])):
        with CaptureQueriesContext(connection) as queries, council_scope(council.pk, first=names) as rows:
            assert rows == found
        [asked] = [query["sql"] for query in queries if f"FROM {Resident._meta.db_table}" in query["sql"]]
        # Calderbrook's scope is open already.
        assert ("set_config" in asked) == (council is southmere)
    with council_scope(southmere.pk), council_scope(southmere.pk, first=names) as rows:
        assert rows == [("Somebody",)]


def test_creating_outside_a_scope_is_an_error(db):
    with pytest.raises(NoCouncilScope):
        Resident.objects.create(name="Nobody's")


def test_a_failed_scope_leaves_nothing_behind(calderbrook, southmere):
    with pytest.raises(ZeroDivisionError), council_scope(southmere.pk):
        Resident.objects.create(name="Lost")
        1 / 0
    assert current_council_id() == calderbrook.pk
    with council_scope(southmere.pk):
        assert Resident.objects.count() == 0


def scope_in_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.council_id', true)")
        return cursor.fetchone()[0] or ""


# What is opened: one of two councils, or (None) a block in no council's name; whether it fails; what is inside.
BLOCKS = st.recursive(
    st.just([]),
    lambda inside: st.lists(st.tuples(st.sampled_from([0, 1, None]), st.booleans(), inside), max_size=3),
    max_leaves=12,
)


def walk(blocks: list, councils: list[int]) -> None:
    """Open and leave the blocks; the database must know at each step in whose name it works."""
    for number, fails, inside in blocks:
        opened = transaction.atomic() if number is None else council_scope(councils[number])
        with contextlib.suppress(ZeroDivisionError), opened:
            assert scope_in_database() == str(current_council_id() or "")
            walk(inside, councils)
            assert scope_in_database() == str(current_council_id() or "")
            if fails:
                1 / 0  # noqa: B018 - it fails
        if connection.in_atomic_block:
            assert scope_in_database() == str(current_council_id() or "")
    assert connection.in_atomic_block or scope_in_database() == ""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=BLOCKS)
def test_the_database_always_works_in_the_name_of_the_scope_that_is_open(southmere, blocks):
    walk(blocks, [southmere.pk, southmere.pk + 1])


# --- Between transactions -----------------------------------------------------------------------------------------


def in_transaction() -> bool:
    return connection.connection.info.transaction_status != TRANSACTION_STATUS_IDLE


@pytest.mark.django_db(transaction=True)
def test_between_transactions_none_is_held_and_the_scope_comes_back(southmere):
    with council_scope(southmere.pk):
        Resident.objects.create(name="Before")
        with between_transactions():
            assert not in_transaction()
            assert current_council_id() == southmere.pk
            assert Resident.objects.count() == 0, "outside a transaction nothing is in reach"
        assert scope_in_database() == str(southmere.pk)
        assert Resident.objects.count() == 1
    assert not in_transaction()


@pytest.mark.django_db(transaction=True)
def test_a_scope_opened_between_transactions_is_told_to_the_database(southmere):
    with council_scope(southmere.pk):
        Resident.objects.create(name="Before")
        with between_transactions(), council_scope(southmere.pk):
            assert Resident.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_follows_can_be_taken_back_and_what_was_before_stays(southmere):
    def fail_afterwards() -> None:
        with council_scope(southmere.pk):
            Resident.objects.create(name="Before")
            with between_transactions():
                pass
            Resident.objects.create(name="After")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_afterwards()
    with council_scope(southmere.pk):
        assert [each.name for each in Resident.objects.all()] == ["Before"]


@pytest.mark.django_db(transaction=True)
def test_inside_a_further_block_the_transaction_goes_on(southmere):
    """Its beginning may yet be taken back."""
    with council_scope(southmere.pk), transaction.atomic(), between_transactions():
        assert in_transaction()
        assert scope_in_database() == str(southmere.pk)


@pytest.mark.django_db(transaction=True)
def test_a_failure_between_transactions_ends_the_scope_as_any_does(southmere):
    with pytest.raises(InterruptedError), council_scope(southmere.pk), between_transactions():
        raise InterruptedError
    assert current_council_id() is None
    assert not in_transaction()
