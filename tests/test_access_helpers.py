"""The access matrix of those who act for others (tests/access/helpers_table.py)."""

from __future__ import annotations

import pytest

from tests.access.helpers import add_helpers
from tests.access.helpers_table import LIKE, exceptions, helper_rows
from tests.access.table import ROWS
from tests.test_access import faults, world  # noqa: F401 - a fixture

GRANTED = {"viewer", "filler", "adviser"}


def test_every_line_is_one_of_the_matrix_and_says_something_else():
    rows, said = {(row.name, row.names, row.method): row for row in ROWS}, exceptions()
    assert set(said) - set(rows) == set()
    for place, (own, _leads_to) in said.items():
        alike = [who for who, what in own.items() if what == rows[place].outcomes[LIKE[who]] and what != "go"]
        assert own, place
        assert alike == [], place


@pytest.mark.slow
def test_everybody_who_acts_for_others_reaches_what_the_table_says(world):  # noqa: F811 - the fixture
    add_helpers(world)
    wrong = []
    for row in helper_rows():
        for persona in row.outcomes:
            secrets = [] if persona in GRANTED else world.secrets_from(persona)
            wrong += faults(world, row, persona, secrets)
    assert wrong == [], "\n".join(wrong)
