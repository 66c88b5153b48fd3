"""Amounts of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.money import MoneyProblem, format_money, parse_money, weekly


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [("20", "20.00"), ("£20", "20.00"), ("1,234.5", "1234.50"), (" £ 1 234.56 ", "1234.56"), ("0", "0.00"),
     (".5", "0.50"), ("12.", "12.00"), ("99999999.99", "99999999.99")],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(typed, pounds):
    assert str(parse_money(typed)) == pounds


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "not_money"), ("ten", "not_money"), ("1.234", "not_money"), ("12,34", "not_money"), ("-5", "negative"),
     ("£-5.20", "negative"), ("-", "not_money"), ("100000000", "too_large"), ("9" * 5000, "not_money"),
     ("1e5", "not_money"), ("a5b6", "not_money"),
     ("£85 pw", "words"), ("about 85", "words"), ("85 a week", "words"),
     ("NaN", "not_money"), ("٣", "not_money"), (".", "not_money")],
)  # fmt: skip
def test_what_is_not_an_amount_says_why(typed, code):
    with pytest.raises(MoneyProblem) as problem:
        parse_money(typed)
    assert problem.value.code == code


@given(st.text())
def test_any_text_is_an_amount_or_a_money_problem(typed):
    try:
        amount = parse_money(typed)
    except MoneyProblem:
        return
    assert amount >= 0
    assert amount == amount.quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("frequency", "a_week"),
    [("weekly", "520"), ("fortnightly", "260"), ("four_weekly", "130"), ("monthly", "120"), ("quarterly", "40"),
     ("yearly", "10")],
)  # fmt: skip
def test_a_year_is_52_weeks(frequency, a_week):
    assert weekly("520", frequency) == Decimal(a_week)


def test_pence_are_shown_only_when_there_are_any():
    assert format_money("1234.50") == "£1,234.50"
    assert format_money(Decimal("1234")) == "£1,234"
