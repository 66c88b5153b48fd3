"""Reading and writing single rows."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from accounts.models import Consent, Council, Resident, User
from core.rows import Prepared, insert, only_row
from core.tenancy import council_scope


@pytest.mark.usefixtures("calderbrook", "southmere")
def test_the_row_is_read_in_one_plain_query():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert only_row(Council.objects.filter(slug="calderbrook")).name == "Calderbrook Council"
    assert len(queries) == 1
    assert "LIMIT" not in queries[0]["sql"]


def test_no_row_is_none(calderbrook):
    assert only_row(Council.objects.filter(slug="nowhere")) is None


def test_a_prepared_query_finds_what_the_query_set_finds(calderbrook, southmere):
    prepared = Prepared(lambda slug: Council.objects.filter(slug=slug))
    for council in (calderbrook, southmere, calderbrook):
        found = prepared.only(slug=council.slug)
        assert {**found.__dict__, "_state": None} == {**Council.objects.get(pk=council.pk).__dict__, "_state": None}
    assert prepared.only(slug="nowhere") is None


def test_a_prepared_query_brings_what_it_is_joined_with(alice):
    prepared = Prepared(lambda key, name: Resident.objects.filter(public_id=key, name=name).select_related("user"))
    with council_scope(alice.council.pk):
        found = prepared.only(key=alice.resident.public_id, name=alice.resident.name)
        with CaptureQueriesContext(connection) as queries:
            assert found.user.email == alice.user.email
        assert prepared.only(key=alice.resident.public_id, name="Somebody Else") is None
    assert len(queries) == 0


def test_a_prepared_query_brings_what_was_worked_out_beside(alice, operator):
    own = Resident.objects.filter(user=OuterRef("pk"))
    prepared = Prepared(lambda user: User.objects.filter(pk=user).annotate(has_record=Exists(own)))
    with council_scope(alice.council.pk):
        found = {person: prepared.only(user=person.pk).has_record for person in (alice.user, operator.user)}
    assert found == {alice.user: True, operator.user: False}


def test_a_value_that_is_left_out_is_another_shape(calderbrook, southmere):
    def make(slug=None):
        rows = Council.objects.order_by("slug").values_list("slug", "languages")
        return rows if slug is None else rows.filter(slug=slug)

    prepared = Prepared(make)
    assert prepared.rows() == list(make())
    assert prepared.rows(slug=southmere.slug) == list(make(southmere.slug))
    assert prepared.rows(slug=None) == list(make())


def test_a_value_that_does_not_stand_in_the_statement_is_refused(calderbrook):
    with pytest.raises(ValueError, match="does not stand"):
        Prepared(lambda slug: Council.objects.filter(slug__startswith=slug)).rows(slug="c")


def test_an_inserted_row_is_as_a_created_one(alice):
    with council_scope(alice.council.pk):
        insert(Consent(resident=alice.resident, purpose="help", wording="Yes"))
        inserted = Consent.objects.get(resident=alice.resident)
        assert (inserted.purpose, inserted.wording, inserted.withdrawn_at) == ("help", "Yes", None)
        assert inserted.council_id == alice.council.pk
