"""Who lives in a home, as a scheme sees them: the column of its bands, and groups of disabled people."""

import pytest

from calculator.ctr.people import groups_of, household_type
from calculator.ctr.scheme import parse_scheme
from tests.calculator.test_ctr_boundaries import BANDED, household, result, weekly

DISABLED = {"disability_benefits": ["pip_mobility_standard"]}


@pytest.mark.parametrize(("columns", "children", "kind"), [
    ((1,), 4, "couple_1"), ((1, 2, 3), 3, "couple_3"), ((1, 2, 3), 4, "couple_3"), ((1, 2, 3, 4), 4, "couple_4"),
    ((1, 2, 3, 4), 5, "couple_4"), ((1, 3), 2, "couple_1"),
])  # fmt: skip
def test_the_last_column_that_is_filled_in_is_for_every_larger_family(columns, children, kind):
    band = {"percent": 80, "single": 1, "couple": 1, "lone_parent_1": 1} | {f"couple_{each}": 1 for each in columns}
    bands = parse_scheme({**BANDED, "bands": [band]}).bands
    assert household_type(household({}, children=({"age": 8},) * children), bands) == kind


@pytest.mark.parametrize(("home", "groups"), [
    (household(), set()),
    (household(**DISABLED), {"disabled_not_working", "disabled_household"}),
    (household(**DISABLED, earnings=weekly(0)), {"disabled_not_working", "disabled_household"}),
    (household(**DISABLED, earnings=weekly(0.01)), {"disabled_working", "disabled_household"}),
    (household({"self_employed_profit": weekly(5)}, **DISABLED), {"disabled_working", "disabled_household"}),
    (household(earnings=weekly(5), children=({"age": 8, **DISABLED},)), {"disabled_household"}),
])  # fmt: skip
def test_disabled_people_by_work_and_disabled_households(home, groups):
    assert set(groups_of(home, result())) & {"disabled_working", "disabled_not_working", "disabled_household"} == groups
