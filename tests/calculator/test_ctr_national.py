"""The national schemes of working age: what they do not cover is never nothing, and what a Scottish bill has besides.

Their amounts are held by golden households (calculator/golden/cases: ctr_wales_*, ctr_scotland_*).
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

import calculator
from calculator.ctr.council_tax import council_tax_reduction
from calculator.ctr.national import national_reduction
from calculator.ctr.people import carers
from calculator.ctr.reduction import NotWorkedOut, Reduction
from tests.calculator.test_ctr_boundaries import household, result, weekly
from tests.english import english

CASES = Path(calculator.__file__).parent / "golden" / "cases"
NATIONS = ["WALES", "SCOTLAND"]


def found(region, *others, day="2026-11-22", given=None, **me):
    home = replace(household(*others, **me), region=region, claim_date=datetime.date.fromisoformat(day))
    return english(national_reduction(home, result(**(given or {}))))


@pytest.mark.parametrize("nation", ["wales", "scotland"])
def test_a_dozen_golden_households_and_more_hold_each_scheme(nation):
    assert len(list(CASES.glob(f"ctr_{nation}_*.yaml"))) >= 12


@pytest.mark.parametrize("region", NATIONS)
@pytest.mark.parametrize("day", ["2026-03-31", "2027-04-01"])
def test_a_year_whose_amounts_are_not_here_is_not_worked_out(region, day):
    assert isinstance(found(region, day=day), NotWorkedOut)
    assert isinstance(found(region, day="2026-04-01"), Reduction)


@pytest.mark.parametrize("region", NATIONS)
@pytest.mark.parametrize(
    ("me", "pension", "is_worked_out"),
    [
        ({"limited_capability": "lcw"}, 90, True),
        ({"limited_capability": "lcw"}, 110, False),
        ({"limited_capability": "lcwra", "disability_benefits": ["pip_mobility_standard"]}, 110, False),
        ({"disability_benefits": ["pip_mobility_standard"]}, 110, True),
        ({"benefits": [{"code": "other", "amount": weekly(5)}]}, 0, False),
    ],
)
def test_what_may_change_the_amount_and_is_not_known(region, me, pension, is_worked_out):
    assert isinstance(found(region, given={"private_pension": pension}, **me), Reduction) is is_worked_out


@pytest.mark.parametrize(("region", "is_worked_out"), [("WALES", False), ("SCOTLAND", True)])
def test_a_war_pension_without_universal_credit(region, is_worked_out):
    assert isinstance(found(region, benefits=[{"code": "war", "amount": weekly(50)}]), Reduction) is is_worked_out


@pytest.mark.parametrize(
    ("band", "pension", "more"),
    [("D", 0, []), ("E", 0, []), ("H", 120, ["Homes in bands E to H may get more by a rule of their own."])],
)
def test_what_is_said_of_a_scottish_bill(band, pension, more):
    said = found("SCOTLAND", band=band, given={"private_pension": pension}).reasons
    assert "It takes nothing off the charges for water and sewerage on your bill." in said
    assert [each for each in said if "bands E to H" in each] == [f"{each} Ask your council." for each in more]


BOTH_CARE = {"role": "partner", "age": 40, "cares_35_hours": True}
ON_BENEFIT = {"role": "non_dependant", "age": 70, "benefits": [{"code": "pc_guarantee"}]}


@pytest.mark.parametrize(
    ("region", "others", "me", "premiums"),
    [
        ("SCOTLAND", [], {}, 0),
        ("SCOTLAND", [], {"cares_35_hours": True}, 1),
        ("SCOTLAND", [], {"cares_35_hours": True, "full_time_student": True}, 0),
        ("SCOTLAND", [], {"benefits": [{"code": "ca", "amount": weekly(86.45)}]}, 1),
        ("SCOTLAND", [BOTH_CARE], {}, 1),
        ("SCOTLAND", [BOTH_CARE], {"cares_35_hours": True}, 1),
        ("WALES", [], {"cares_35_hours": True}, 0),
    ],
)
def test_in_scotland_caring_is_enough_for_a_carer_premium(region, others, me, premiums):
    # The engine gives no Carer's Allowance, as to somebody whose pay is over its limit.
    home = replace(household(*others, **me, earnings=weekly(300)), region=region)
    assert carers(home, result()) == premiums


def test_two_who_care_for_two_people_have_two_carer_premiums_in_scotland():
    home = household(BOTH_CARE, cares_35_hours=True)
    assert carers(replace(home, region="SCOTLAND", both_care_for_same_person=False), result()) == 2


@pytest.mark.parametrize(("region", "per_year"), [("SCOTLAND", 260.0), ("WALES", 0.0)])
def test_a_second_adult_rebate_under_pension_age_is_scotlands(region, per_year):
    home = replace(household(ON_BENEFIT, earnings=weekly(900), capital=20_000), region=region)
    assert council_tax_reduction(home, result(earnings=46_800), None).per_year == per_year
