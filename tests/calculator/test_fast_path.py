"""One engine that stays warm: what one household leaves behind is nothing to the next."""

import pytest

from calculator.engine.outputs import BENEFITS
from calculator.household.parsing import parse_household
from calculator.run import default_engine
from tests.calculator.typical import HOUSEHOLDS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def warm_results():
    """All of them first, one after another, so that anything one household leaves behind would show."""
    engine = default_engine()
    return {name: engine.estimate(parse_household(each)) for name, each in HOUSEHOLDS.items()}


def test_one_after_another_they_are_what_they_are_side_by_side(warm_results):
    """And side by side they are what the plain simulation says: test_parity.py."""
    together = default_engine().estimate_many([parse_household(each) for each in HOUSEHOLDS.values()])
    assert dict(zip(HOUSEHOLDS, together, strict=True)) == warm_results


def test_the_households_exercise_every_benefit(warm_results):
    for code in (*BENEFITS, "ca", "ctr"):
        assert any(each.per_year.get(code, 0) > 0 for each in warm_results.values()), code


def test_a_household_leaves_nothing_behind_for_the_next(warm_results):
    engine = default_engine()
    for name in reversed(HOUSEHOLDS):
        assert engine.estimate(parse_household(HOUSEHOLDS[name])) == warm_results[name]
