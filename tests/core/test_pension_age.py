"""State Pension age by date of birth."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.pension_age import has_reached_pension_age, state_pension_date


@pytest.mark.parametrize(
    ("born", "reached"),
    [
        # 66 exactly, up to the last day before the rise.
        ("1954-10-06", "2020-10-06"), ("1960-04-05", "2026-04-05"), ("1960-02-29", "2026-03-01"),
        # One more month for each month of birth (Pensions Act 2014, section 26).
        ("1960-04-06", "2026-05-06"), ("1960-05-05", "2026-06-05"), ("1960-05-06", "2026-07-06"),
        ("1960-12-06", "2027-09-06"), ("1961-01-05", "2027-10-05"), ("1961-02-06", "2028-01-06"),
        ("1961-03-05", "2028-02-05"),
        # The three births that gov.uk's timetable names, whose day a shorter month does not have.
        ("1960-07-31", "2026-11-30"), ("1960-12-31", "2027-09-30"), ("1961-01-31", "2027-11-30"),
        # 67, and the dates towards 68 (Pensions Act 2007, Schedule 3).
        ("1961-03-06", "2028-03-06"), ("1964-02-29", "2031-03-01"), ("1977-04-05", "2044-04-05"),
        ("1977-04-06", "2044-05-06"), ("1977-05-05", "2044-05-06"), ("1977-05-06", "2044-07-06"),
        ("1977-12-06", "2045-09-06"), ("1978-04-05", "2046-03-06"), ("1978-04-06", "2046-04-06"),
    ],
)  # fmt: skip
def test_the_day_it_is_reached(born, reached):
    day = date.fromisoformat(reached)
    assert state_pension_date(date.fromisoformat(born)) == day
    assert has_reached_pension_age(date.fromisoformat(born), day)
    assert not has_reached_pension_age(date.fromisoformat(born), day - timedelta(days=1))


@given(st.dates(date(1900, 1, 1), date(2040, 12, 31)))
def test_somebody_born_later_is_never_much_earlier(born):
    # Shorter months may let the next day's child reach it on the same day, or the 6th of a month a few days before.
    later = state_pension_date(born + timedelta(days=1))
    assert later >= state_pension_date(born) - timedelta(days=1)
    assert 66 * 365 < (state_pension_date(born) - born).days < 69 * 366
