"""Transitional protection: what rises takes it off, what falls does not bring it back (SI 2014/1230, regulation 55)."""

import dataclasses
from decimal import Decimal

import pytest

from calculator.better_off.scenarios import ScenarioChange, apply
from calculator.household.parsing import parse_household
from calculator.interface import EngineResult
from calculator.transitional import AMOUNTS_THAT_COUNT, after_increases, estimate_after_increases

HOUSEHOLD = {
    "claim_date": "2026-11-22",
    "region": "YORKSHIRE",
    "capital": 1000,
    "adults": [{"role": "claimant", "age": 40}],
    "housing": {"tenure": "family"},
}
NOTHING = dict.fromkeys(AMOUNTS_THAT_COUNT, 0.0)


def household(**more):
    return parse_household({**HOUSEHOLD, "transitional_element": {"amount": 100, "frequency": "monthly"}, **more})


def result(**parts):
    return EngineResult("simple", "1", 2026, {}, {**NOTHING, "uc_transitional_element": 1200.0, **parts})


@pytest.mark.parametrize(
    ("now", "then", "left"),
    [
        ({}, {}, 1200),
        ({}, {"uc_housing_costs_element": 500.0}, 700),
        ({"uc_child_element": 900.0}, {"uc_housing_costs_element": 500.0}, 700),
        ({}, {"uc_housing_costs_element": 500.0, "uc_carer_element": 800.0}, 0),
        ({}, {"uc_childcare_element": 5000.0}, 1200),
    ],
)
def test_each_increase_comes_off(now, then, left):
    after = after_increases(result(**now), result(**then), household())
    assert after.transitional_element.per_year == Decimal(left)


class Engine:
    """Gives a rent that is higher after the change, and keeps what it was asked."""

    name, version, gives_ranges = "simple", "1", False

    def __init__(self):
        self.asked = []

    def estimate_many(self, households):
        self.asked.append(list(households))
        rents = [float(each.housing.rent.per_year) if each.housing.rent else 0.0 for each in households]
        return [result(uc_housing_costs_element=rent) for rent in rents]


def test_households_after_changes_are_worked_out_with_what_is_left():
    now, dearer = (
        household(housing={"tenure": "council_tenant", "rent": {"amount": rent, "frequency": "yearly"}})
        for rent in (5000, 5900)
    )
    engine = Engine()
    households, _ = estimate_after_increases(engine, [now, dearer])
    assert [each.transitional_element.per_year for each in households] == [1200, 300]
    assert engine.asked[1] == households


def test_without_an_element_the_engine_is_asked_once():
    plain, engine = dataclasses.replace(household(), transitional_element=None), Engine()
    assert estimate_after_increases(engine, [plain])[0] == [plain]
    assert len(engine.asked) == 1


def test_it_ends_when_a_couple_begins_or_ends():
    joined = apply(ScenarioChange("partner", {"age": 30, "pay_per_week": 0.0, "hours": 0.0}), household())
    assert joined.transitional_element is None
    couple = household(adults=[*HOUSEHOLD["adults"], {"role": "partner", "age": 30}])
    assert apply(ScenarioChange("moves-out", {"who": "partner"}), couple).transitional_element is None
    assert apply(ScenarioChange("savings", {"capital": 10.0}), couple).transitional_element is not None
