"""How long is how long: days of other months and years."""

import datetime as dt

import pytest

from records.rules import Keeping, months_before


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2028-02-29", 12, "2027-02-28"),
        ("2028-02-29", 48, "2024-02-29"),
        ("2026-01-31", 2, "2025-11-30"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2026-01-01", 1, "2025-12-01"),
    ],
)
def test_the_same_day_of_an_earlier_month_or_its_last(day, months, before):
    assert months_before(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(before)


def test_claims_by_years_and_files_by_months():
    today = dt.date(2026, 6, 1)
    assert Keeping().claims_before(today) == dt.date(2020, 6, 1)
    assert Keeping().files_before(today) is None
    assert Keeping(2, 3).files_before(today) == dt.date(2026, 3, 1)
