"""Council Tax Reduction by scheme at its limits: who is liable, a reduction of nothing, a second adult's low income."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calculator.ctr.council_tax import CouncilTaxOutcome, council_tax_reduction
from calculator.ctr.scheme import parse_scheme
from tests.calculator.test_ctr_boundaries import PERCENTAGE, household, result, weekly
from tests.english import english

SCHEME = parse_scheme(PERCENTAGE)
EARNS = {"role": "non_dependant", "age": 40, "hours_per_week": 40, "earnings": weekly(1)}


def outcome(home, *, ctr: float | None = None, pensioner: bool = False, scheme=SCHEME, **a_week) -> CouncilTaxOutcome:
    found = result(**a_week)
    found.tests["council_tax_reduction_pensioner"] = pensioner
    if ctr is not None:
        found.per_year["ctr"] = ctr
    return english(council_tax_reduction(home, found, scheme))


@pytest.mark.parametrize("pensioner", [False, True])
def test_who_is_not_liable_is_not_entitled_under_any_scheme(pensioner):
    home = household()
    home = replace(home, housing=replace(home.housing, liable_for_council_tax=False))
    found = outcome(home, ctr=500, pensioner=pensioner)
    assert (found.status, found.per_year, found.next_step) == ("not_entitled", 0, "")
    assert found.reasons


@pytest.mark.parametrize(("pension", "status"), [(199.95, "calculated"), (200, "not_entitled")])
def test_a_penny_is_a_reduction_and_nothing_is_none(pension, status):
    found = outcome(household(), private_pension=pension)
    assert found.status == status
    assert bool(found.next_step) is (status == "calculated")


@pytest.mark.parametrize(("ctr", "status"), [(0.01, "calculated"), (0, "not_entitled")])
def test_so_it_is_under_the_national_scheme(ctr, status):
    found = outcome(household(age=70), ctr=ctr, pensioner=True)
    assert (found.status, found.per_year) == (status, ctr)
    assert bool(found.next_step) is (status == "calculated")


@pytest.mark.parametrize("home", [household({"age": 70}, EARNS, age=70), household({**EARNS, "age": 17}, age=70)])
def test_a_couple_and_somebody_with_no_other_adult_get_no_second_adult_rebate(home):
    assert outcome(home, ctr=1, pensioner=True).status == "calculated"


def test_the_engine_says_who_is_a_pensioner_before_the_age_does():
    assert outcome(household(), ctr=700, pensioner=True).per_year == 700
    assert outcome(household(age=75), ctr=700, pensioner=False).per_year == 1040
