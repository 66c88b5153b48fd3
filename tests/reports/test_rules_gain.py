"""Sums of gain: what counts, and what is too small to show."""

from __future__ import annotations

import datetime as dt

import pytest

from estimates.rules.bar_chart import HEIGHT, LEFT, RIGHT, WIDTH, bar_chart
from reports.rules.gain import BenefitGain, ClaimGain, Group, by_benefit, by_month, total_of, without_small


def claim(month: int, *benefits: tuple[str, float, float], counts: bool = True) -> ClaimGain:
    gains = tuple(BenefitGain(code, code.upper(), before, after) for code, before, after in benefits)
    return ClaimGain("CAL-1", "A form", dt.date(2026, month, 3), gains, counts)


def test_the_total_is_after_less_before():
    total = total_of([claim(5, ("hb", 100.0, 1100.0), ("ctr", 0.0, 50.0)), claim(6, ("hb", 30.0, 10.0))])
    assert (total.claims, total.before, total.after, total.gained) == (2, 130.0, 1160.0, 1030.0)


def test_what_does_not_count_is_in_no_sum():
    claims = [claim(5, ("hb", 0.0, 1000.0), counts=False)]
    assert total_of(claims) == Group("total", 0, 0.0, 0.0)
    assert by_month(claims) == by_benefit(claims) == []


def test_months_are_in_order_and_sum_up():
    claims = [claim(month, ("hb", 0.0, 10.0)) for month in [7] * 5 + [5] * 6]
    assert [(group.key, group.claims, group.gained, group.hidden) for group in by_month(claims)] == [
        ("2026-05", 6, 60.0, False),
        ("2026-07", 5, 50.0, False),
    ]


def test_benefits_with_nothing_on_either_side_are_left_out():
    claims = [claim(5, ("hb", 0.0, 10.0), ("pc", 0.0, 0.0))] * 5 + [claim(5, ("uc", 0.0, 90.0))] * 5
    assert [(group.key, group.name, group.gained) for group in by_benefit(claims)] == [
        ("uc", "UC", 450.0),
        ("hb", "HB", 50.0),
    ]


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ([5, 6, 7], []),
        ([4], [4]),
        # One alone could be worked out from the total: the next smallest goes with it.
        ([4, 6, 7], [4, 6]),
        # Two of two and one claims are fewer than five together.
        ([9, 2, 1, 8], [2, 1, 8]),
        ([3, 2, 9], [3, 2]),
        ([1, 1, 1, 1, 1, 9], [1, 1, 1, 1, 1]),
    ],
)
def test_small_groups_are_hidden_and_cannot_be_worked_out(sizes, hidden):
    groups = [Group(str(index), size, 0.0, 1.0) for index, size in enumerate(sizes)]
    found = without_small(groups)
    assert [group.claims for group in found] == sizes
    assert [group.claims for group in found if group.hidden] == hidden


def test_bars_stand_on_the_axis_and_the_tallest_is_below_the_last_tick():
    chart = bar_chart([("May", 100.0), ("June", 50.0), ("July", None), ("August", -20.0)])
    may, june, july, august = chart.bars
    assert may.y + may.height == june.y + june.height == chart.bottom
    assert may.height == pytest.approx(2 * june.height, abs=0.2)
    assert (july.is_known, august.is_known, august.height) == (False, True, 0.0)
    assert LEFT < may.x < june.x
    assert august.x + august.width < WIDTH - RIGHT
    assert chart.y_ticks[0].label == "£0"
    assert 0 < chart.y_ticks[-1].at <= may.y < HEIGHT


def test_many_months_have_room_for_some_labels():
    chart = bar_chart([(str(number), 1.0) for number in range(30)])
    assert [bar.label for bar in chart.bars if bar.label] == [str(number) for number in range(0, 30, 3)]


def test_nothing_to_draw():
    assert bar_chart([]) is bar_chart([("May", None)]) is None
