"""Dates typed in parts, ages, months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.dates import add_months, age_on, read_date


def parts(day="", month="", year=""):
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize("month", ["6", "06", "June", "jun", " JUNE ", "June.", "６", "Mehefin", "meh", "Fehefin"])
def test_a_month_is_a_number_or_a_name(month):
    assert read_date(parts("3", month, "1985")).value == date(1985, 6, 3)


@pytest.mark.parametrize(
    ("typed", "missing"),
    [(parts("", "6", "1985"), ("day",)), (parts("3", "", ""), ("month", "year")), ({}, ("day", "month", "year")),
     (parts("3", "6", " "), ("year",))],
)  # fmt: skip
def test_missing_parts_are_named(typed, missing):
    read = read_date(typed)
    assert read.missing == missing
    assert read.value is None


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [(parts("31", "6", "1985"), ("day", "month", "year")), (parts("29", "2", "2023"), ("day", "month", "year")),
     (parts("32", "6", "1985"), ("day",)), (parts("3", "13", "1985"), ("month",)),
     (parts("3", "ju", "1985"), ("month",)),
     (parts("3", "ma y", "1985"), ("month",)), (parts("x", "y", "z"), ("day", "month", "year")),
     (parts("3", "6", "0085"), ("year",)), (parts("٣", "6", "1985"), ("day",)),
     (parts("3", "Tach wedd", "1985"), ("month",))],
)  # fmt: skip
def test_impossible_parts_are_named(typed, wrong):
    read = read_date(typed)
    assert read.wrong == wrong
    assert read.value is None


def test_a_year_before_anybody_was_born_is_told_apart():
    assert read_date(parts("1", "1", "1850")).long_ago
    assert not read_date(parts("1", "1", "85")).long_ago
    assert not read_date(parts("40", "1", "1850")).long_ago


def test_a_year_of_two_digits_is_told_apart():
    assert read_date(parts("3", "6", "85")).short_year
    assert not read_date(parts("3", "6", "1185")).short_year


def test_leap_day_exists_in_leap_years():
    assert read_date(parts("29", "2", "2024")).value == date(2024, 2, 29)


def test_a_month_and_year_is_the_first_of_the_month():
    assert read_date({"month": "4", "year": "2027"}, ("month", "year")).value == date(2027, 4, 1)


@given(st.fixed_dictionaries({"day": st.text(max_size=6), "month": st.text(max_size=6), "year": st.text(max_size=6)}))
def test_any_text_is_a_date_or_a_reason(typed):
    read = read_date(typed)
    assert bool(read.value) + bool(read.missing) + bool(read.wrong) == 1


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [(date(2010, 5, 3), date(2026, 5, 2), 15), (date(2010, 5, 3), date(2026, 5, 3), 16),
     (date(2008, 2, 29), date(2026, 2, 28), 17), (date(2008, 2, 29), date(2026, 3, 1), 18),
     (date(2026, 5, 3), date(2026, 5, 3), 0)],
)  # fmt: skip
def test_ages(born, day, age):
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [(date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2026, 3, 31), -1, date(2026, 2, 28)),
     (date(2026, 11, 22), -12, date(2025, 11, 22)), (date(2026, 12, 1), 1, date(2027, 1, 1))],
)  # fmt: skip
def test_months_are_counted_and_short_months_end_early(day, months, then):
    assert add_months(day, months) == then
