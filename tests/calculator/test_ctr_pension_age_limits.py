"""Pension-age Council Tax Reduction at its limits, worked out on what an engine said: no engine runs here."""

from __future__ import annotations

import pytest

from calculator.ctr.pension_age import ALLOWED, DEDUCTIONS, INCOME, correct_council_tax_reduction
from calculator.household.household import Household
from calculator.household.parsing import parse_household
from tests.calculator.test_pay import paid

BILL = 1040
CHILD = 87.88


def weekly(pounds: float) -> dict:
    return {"amount": pounds, "frequency": "weekly"}


def pensioner(*others: dict, capital=0, region="YORKSHIRE", children=(), liable=True, bill=BILL) -> Household:
    housing = {"tenure": "owner", "council_tax_per_year": bill, "liable_for_council_tax": liable}
    adults = [{"role": "claimant", "age": 70}, *({"role": "non_dependant", "age": 35, **each} for each in others)]
    return parse_household({
        "claim_date": "2026-11-22", "region": region, "capital": capital, "adults": adults, "children": list(children),
        "housing": housing if bill is not None else {"tenure": "owner"},
    })  # fmt: skip


def corrected(
    home: Household, *, said: float | None = 1.0, hours: bool = False, **parts: float
) -> tuple[float | None, dict[str, float]]:
    """(the reduction in pounds a year, the parts) after the correction of what the engine said."""
    per_year = {} if said is None else {"ctr": said}
    known = {
        "guarantee_credit": 0.0, "savings_credit": 0.0, "council_tax_reduction_assessable_capital": 0.0, INCOME: 0.0,
        ALLOWED: 0.0, DEDUCTIONS: 0.0, "housing_benefit_child_disability_premiums": 0.0,
        "housing_benefit_special_earnings_disregard": 0.0, "pension_credit_earnings_disregard": 0.0,
        "council_tax_reduction_pensioner_earnings_disregard": 0.0, **paid(0.0), **parts,
    }  # fmt: skip
    tests = {"is_lone_parent": False, "meets_housing_benefit_additional_earnings_disregard_conditions": hours}
    correct_council_tax_reduction(home, per_year, known, tests)
    return per_year.get("ctr"), known


@pytest.mark.parametrize(
    ("income", "ctr"), [(999, 1040), (1000, 1040), (1010, 1038), (6199, 0.2), (6200, 0), (9999, 0)]
)
def test_a_fifth_of_the_income_above_what_is_allowed_is_taken_off(income, ctr):
    assert corrected(pensioner(), **{INCOME: income, ALLOWED: 1000})[0] == pytest.approx(ctr)


@pytest.mark.parametrize(
    ("capital", "a_week"), [(10_000, 0), (10_000.01, 1), (10_500, 1), (10_500.01, 2), (16_000, 12), (None, 0)]
)
def test_each_step_of_savings_begun_is_a_pound_a_week(capital, a_week):
    home = pensioner() if capital is None else pensioner(capital=capital)
    assert corrected(home)[1][INCOME] == a_week * 52


def test_savings_do_not_count_again_beside_savings_credit_and_nothing_does_beside_guarantee_credit():
    home = pensioner(capital=12_000, children=[{"age": 8}])
    assert corrected(home)[1][INCOME] == 208
    assert corrected(home, savings_credit=0.01)[1][INCOME] == 0
    _, parts = corrected(home, guarantee_credit=0.01)
    assert (parts[INCOME], parts[ALLOWED]) == (0, 0)


@pytest.mark.parametrize(("capital", "ctr"), [(16_000, 1040), (16_000.01, 1)])
def test_above_the_limit_of_savings_it_stays_as_the_engine_has_it(capital, ctr):
    assert corrected(pensioner(), council_tax_reduction_assessable_capital=capital)[0] == ctr


def test_every_child_is_allowed_for_in_england_alone():
    children = [{"age": 8}] * 3
    for region, allowed in (
        ("YORKSHIRE", 3 * CHILD * 52 + 10),
        ("WALES", (3 * 87.88 + 20.22) * 52 + 10),
        ("SCOTLAND", 3 * 109.85 * 52 + 10),
    ):
        _, parts = corrected(pensioner(children=children, region=region), housing_benefit_child_disability_premiums=10)
        assert parts[ALLOWED] == pytest.approx(allowed)


def test_other_adults_take_off_the_amounts_of_each_nation():
    son = {"hours_per_week": 40, "earnings": weekly(500)}
    assert corrected(pensioner(son)) == (1040 - 691.6, {**corrected(pensioner())[1], DEDUCTIONS: 691.6})
    for region, pounds in (("WALES", 16.8), ("SCOTLAND", 13.9)):
        assert corrected(pensioner(son, region=region), **{DEDUCTIONS: 40.0})[0] == pytest.approx(1040 - pounds * 52)
    assert corrected(pensioner(son, son))[0] == 0


@pytest.mark.parametrize(
    "home", [pensioner(bill=None), pensioner({"hours_per_week": 40}), pensioner({})], ids=["bill", "pay", "hours"]
)
def test_where_an_answer_is_missing_it_stays_as_the_engine_has_it(home):
    ctr, parts = corrected(home, **{INCOME: 5.0, DEDUCTIONS: 7.0})
    assert (ctr, parts[INCOME], parts[DEDUCTIONS]) == (1, 5, 7)


def test_what_the_engine_does_not_cover_is_not_put_in():
    assert corrected(pensioner(), said=None)[0] is None
    assert corrected(pensioner(region="NORTHERN_IRELAND"))[0] is None


@pytest.mark.parametrize(("liable", "ctr"), [(True, 1040), (False, 0)])
def test_who_is_not_liable_has_nothing_to_reduce(liable, ctr):
    assert corrected(pensioner(liable=liable))[0] == ctr


def test_amounts_are_in_whole_pence():
    ctr, parts = corrected(pensioner(capital=10_001), **{INCOME: 0.001, ALLOWED: 0.004})
    assert (parts[INCOME], parts[ALLOWED]) == (52.0, 0.0)
    assert ctr == 1029.6


@pytest.mark.parametrize(("pay", "left_out"), [(37.09, 20.00), (37.10, 37.10), (500, 37.10)])
@pytest.mark.parametrize("savings_credit", [0, 1])
def test_the_amount_for_hours_is_left_out_once_the_pay_holds_it_and_the_other(pay, left_out, savings_credit):
    """SI 2012/2885, Schedule 4, paragraph 10(3); with Savings Credit the first amount is off already."""
    _, parts = corrected(
        pensioner(),
        hours=True,
        savings_credit=savings_credit,
        earnings=pay * 52,
        housing_benefit_special_earnings_disregard=20.0 * 52,
        council_tax_reduction_pensioner_earnings_disregard=0.0,
        **{INCOME: 100_000.0},
    )
    expected = left_out - (20 if savings_credit else 0)
    assert (100_000 - parts[INCOME]) / 52 == pytest.approx(expected, abs=0.005)
