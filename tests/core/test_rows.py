"""Reading the one row of a unique key."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Council
from core.rows import only_row


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
