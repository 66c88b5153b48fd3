"""Amounts at their limits: the largest that is taken, half a penny, and the payments of a year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.rules.money import MAX_POUNDS, PAYMENTS_A_YEAR, WEEKS_A_YEAR, MoneyProblem, format_money, parse_money, weekly


def test_the_largest_amount_is_taken_and_a_penny_more_is_not():
    assert parse_money("99,999,999.99") == MAX_POUNDS
    with pytest.raises(MoneyProblem) as problem:
        parse_money("100000000.00")
    assert problem.value.code == str(problem.value) == "too_large"


@pytest.mark.parametrize(
    ("typed", "pounds"), [("0.01", "0.01"), ("£1,000", "1000.00"), ("100,000,000,000.00", None), ("1,00", None)]
)
def test_groups_are_of_three(typed, pounds):
    if pounds is None:
        with pytest.raises(MoneyProblem):
            parse_money(typed)
    else:
        assert str(parse_money(typed)) == pounds


@pytest.mark.parametrize("typed", ["-5", "\u22125", "£ -5", "- 0"])
def test_either_minus_before_a_number_is_negative(typed):
    with pytest.raises(MoneyProblem) as problem:
        parse_money(typed)
    assert problem.value.code == "negative"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("0.004", "£0"), ("0.005", "£0.01"), ("1.005", "£1.01"), ("1.015", "£1.02"), ("2.675", "£2.68"), ("0", "£0"),
     ("999.995", "£1,000"), ("0.10", "£0.10")],
)  # fmt: skip
def test_half_a_penny_is_shown_as_a_penny(amount, shown):
    assert format_money(amount) == shown


def test_a_year_has_these_payments():
    assert WEEKS_A_YEAR == 52
    assert PAYMENTS_A_YEAR == {
        "weekly": 52, "fortnightly": 26, "four_weekly": 13, "monthly": 12, "quarterly": 4, "yearly": 1,
    }  # fmt: skip
    assert weekly(Decimal(100), "monthly") == Decimal(1200) / 52
    with pytest.raises(KeyError):
        weekly("1", "daily")
