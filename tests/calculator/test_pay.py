"""What of pay at pension age is left out, on figures that an engine could give; pounds a week here."""

import pytest

from calculator.pay import (
    ENOUGH_HOURS,
    childcare,
    left_out_for_hours,
    more_for_lone_parents,
    net_pay,
    ordinary_left_out,
)

ORDINARY, CHILDCARE = (
    "housing_benefit_special_earnings_disregard",
    "housing_benefit_applicable_income_childcare_element",
)


def paid(pay, **parts):
    """The parts of a household with this pay a week, all of them in pounds a year; parts: others, a week."""
    names = (
        "earnings", "self_employed_profit", "employed_insurance", "pension_credit_employment_income_tax",
        "self_employment_deductions", "pension_contributions", ORDINARY, CHILDCARE,
    )  # fmt: skip
    return {name: {"earnings": pay, **parts}.get(name, 0.0) * 52 for name in names}


def hours(parts, enough=True):
    return left_out_for_hours(parts, {ENOUGH_HOURS: enough}) / 52


def test_tax_insurance_and_half_of_the_contributions_come_off_pay():
    parts = paid(300, pension_credit_employment_income_tax=40, employed_insurance=5, pension_contributions=10)
    assert net_pay(parts) / 52 == 250
    trade = paid(0, self_employed_profit=100, self_employment_deductions=30)
    assert net_pay(trade) / 52 == 70
    assert net_pay(paid(10, pension_credit_employment_income_tax=11)) == 0


def test_no_more_is_left_out_than_the_pay():
    assert ordinary_left_out(paid(20, pension_credit_employment_income_tax=4, **{ORDINARY: 20})) / 52 == 16
    assert ordinary_left_out(paid(100, **{ORDINARY: 20})) / 52 == 20


@pytest.mark.parametrize(("pay", "left_out"), [(22.09, 0), (22.10, 17.10)])
def test_the_amount_for_hours_needs_the_pay_for_both(pay, left_out):
    assert hours(paid(pay, **{ORDINARY: 5})) == pytest.approx(left_out)
    assert hours(paid(pay, **{ORDINARY: 5}), enough=False) == 0
    assert hours(paid(pay + 10, **{ORDINARY: 5, CHILDCARE: 10})) == pytest.approx(left_out)


def test_childcare_comes_off_what_is_left_of_pay():
    assert childcare(paid(100, **{ORDINARY: 10, CHILDCARE: 60})) / 52 == 60
    assert childcare(paid(50, **{ORDINARY: 10, CHILDCARE: 60})) / 52 == 40


def test_a_lone_parent_has_five_pounds_more_than_pension_credit_left_out():
    parts = {**paid(100, **{ORDINARY: 25}), "pension_credit_earnings_disregard": 20 * 52}
    assert more_for_lone_parents(parts, {"is_lone_parent": True}) / 52 == 5
    assert more_for_lone_parents(parts, {"is_lone_parent": False}) == 0
