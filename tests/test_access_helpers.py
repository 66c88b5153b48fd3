"""The access matrix of those who act for others (tests/access/helpers_table.py)."""

from __future__ import annotations

import pytest

from tests.access.helpers import add_helpers
from tests.access.helpers_table import HELPERS, exceptions, helper_rows
from tests.access.table import ROWS
from tests.test_access import faults, world  # noqa: F401 - a fixture

GRANTED = {"viewer", "filler", "adviser"}


def test_every_line_is_one_of_the_matrix_and_says_something_else():
    rows = {(row.name, row.names, row.method): row for row in ROWS}
    assert set(exceptions()) - set(rows) == set()


@pytest.mark.slow
def test_everybody_who_acts_for_others_reaches_what_the_table_says(world):  # noqa: F811 - the fixture
    add_helpers(world)
    wrong = []
    for row in helper_rows():
        for persona in HELPERS:
            secrets = [] if persona in GRANTED else world.secrets_from(persona)
            wrong += faults(world, row, persona, secrets)
    assert wrong == [], "\n".join(wrong)
