"""When both sides hear of the end of a grant."""

from __future__ import annotations

import datetime as dt

import pytest

from advocates.rules.ending import FORTNIGHT, OVER, TWO_DAYS, first_of_renewal, notice_due

LAST = dt.date(2026, 3, 31)
YEAR = LAST - dt.timedelta(days=365)


def on(days_before: int) -> dt.date:
    return LAST - dt.timedelta(days=days_before)


@pytest.mark.parametrize(
    ("lasts", "days_before", "had", "due"),
    [
        (365, 15, "", ""),
        (365, 14, "", FORTNIGHT),
        (365, 14, FORTNIGHT, ""),
        (365, 3, "", FORTNIGHT),
        (365, 3, FORTNIGHT, ""),
        (365, 2, FORTNIGHT, TWO_DAYS),
        (365, 2, "", TWO_DAYS),
        (365, 2, TWO_DAYS, ""),
        (365, 3, TWO_DAYS, ""),
        (365, 0, FORTNIGHT, TWO_DAYS),
        (365, 0, TWO_DAYS, ""),
        (365, -1, TWO_DAYS, OVER),
        (365, -1, "", OVER),
        (365, -1, OVER, ""),
        (365, -7, "", OVER),
        (365, -8, "", ""),
        (28, 14, "", FORTNIGHT),
        (27, 14, "", ""),
        (7, 2, "", TWO_DAYS),
        (6, 2, "", ""),
        (1, 1, "", ""),
        (1, -1, "", OVER),
    ],
)
def test_each_notice_is_due_once_and_not_of_what_is_short(lasts, days_before, had, due):
    first = LAST - dt.timedelta(days=lasts)
    assert notice_due(first, LAST, on(days_before), had=had) == due


def test_day_by_day_each_notice_comes_once_on_its_day():
    had, came = "", {}
    for days_before in range(30, -20, -1):
        notice = notice_due(YEAR, LAST, on(days_before), had=had)
        if notice:
            came[days_before], had = notice, notice
    assert came == {14: FORTNIGHT, 2: TWO_DAYS, -1: OVER}


@pytest.mark.parametrize(("days_before", "first"), [(5, 1), (0, 1), (-1, 1), (-2, 2)])
def test_a_renewal_leaves_no_gap_and_no_overlap(days_before, first):
    assert first_of_renewal(LAST, on(days_before)) == LAST + dt.timedelta(days=first)
