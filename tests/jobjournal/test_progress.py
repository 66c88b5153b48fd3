"""The sum of a week: what counts, how far, and what is left."""

import datetime as dt

import pytest

from jobjournal.rules.progress import Spent, week_of, week_start

MONDAY = dt.date(2026, 11, 16)


def spent(days: int, minutes: int, counts_as: str = "work_search", counts: str = "yes") -> Spent:
    return Spent(MONDAY + dt.timedelta(days=days), minutes, counts_as, counts)


@pytest.mark.parametrize(
    ("day", "starts", "first"),
    [
        (MONDAY, 0, MONDAY),
        (dt.date(2026, 11, 22), 0, MONDAY),
        (MONDAY, 2, dt.date(2026, 11, 11)),
        (dt.date(2026, 11, 18), 2, dt.date(2026, 11, 18)),
    ],
)
def test_weeks_start_on_the_agreed_day(day, starts, first):
    assert week_start(day, starts) == first


def test_the_example_of_the_starter_content():
    # 35 agreed, 6 paid, 4 voluntary: 25 hours of search and preparation are left.
    rows = [spent(0, 360, "takes_hours_off"), spent(1, 240, "work_preparation", "up_to_half")]
    assert week_of(rows, MONDAY, 35 * 60).left == 25 * 60


def test_voluntary_work_counts_for_up_to_half():
    week = week_of([spent(0, 900, "work_preparation", "up_to_half")], MONDAY, 600)
    assert (week.voluntary, week.counted, week.left) == (900, 300, 300)


def test_what_is_outside_the_week_or_a_record_only_does_not_count():
    rows = [spent(-1, 60), spent(7, 60), spent(2, 60, "record_only"), spent(3, 60, "explain"), spent(6, 45)]
    assert week_of(rows, MONDAY, 600).counted == 45


def test_more_than_agreed_leaves_nothing_and_no_plan_asks_nothing():
    assert week_of([spent(0, 700)], MONDAY, 600).left == 0
    week = week_of([spent(0, 700)], MONDAY, None)
    assert (week.left, week.counted) == (None, 700)
