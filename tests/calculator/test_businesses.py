"""What a business brings in a year, by the words in which somebody says which time the figures are of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.household.businesses import part_of_year, profit_per_year

HALF = {"se.period": "1 May to 31 October 2026", "se.turnover": "2400", "se.costs": "600"}


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("1 May to 31 October 2026", 6),
        ("1 May 2026 to 31 October 2026", 6),
        ("from 1st May until 31st October 2026", 6),
        ("01/05/2026 - 31/10/2026", 6),
        ("01/05/26 – 31/10/26", 6),
        ("1.5.26 to 31.10.26", 6),
        ("6 April 2025 to 5 April 2026", 12),
        ("6 April to 5 April 2026", 12),
        ("1 Nov to 31 January 2027", 3),
        ("1 Mai i 31 Hydref 2026", 6),
        ("6 months", 6),
        ("last 12 months", 12),
    ],
)
def test_a_time_that_can_be_told(words, months):
    assert part_of_year(words) == Decimal(months) / 12


@pytest.mark.parametrize(
    "words",
    ["", "last year", "since spring", "1 May to 31 October", "31 October 2026 to 1 May 2026", "1 to 2 May 2026",
     "1 May 2020 to 31 May 2026", "0 months", "99 months", "31 June to 31 October 2026", "May to October 2026"],
)  # fmt: skip
def test_what_cannot_be_told_is_not_guessed(words):
    assert part_of_year(words) is None
    assert profit_per_year(HALF | {"se.period": words}) is None


def test_days_that_are_no_whole_months_count_by_the_day():
    assert part_of_year("1 May to 20 October 2026") == Decimal(173) / 365


@given(st.text(max_size=60))
def test_no_words_break_it(words):
    part_of_year(words)


@pytest.mark.parametrize(
    ("row", "pounds"),
    [
        (HALF, 3600),
        (HALF | {"se.costs": "3000"}, 0),
        ({"check.se_profit": {"amount": "300", "frequency": "monthly"}}, 3600),
        ({key: value for key, value in HALF.items() if key != "se.costs"}, None),
        ({}, None),
    ],
)
def test_the_profit_of_a_year(row, pounds):
    assert profit_per_year(row) == pounds
