"""The geometry of charts: inside the drawing, in order, readable."""

import re

from hypothesis import given
from hypothesis import strategies as st

from estimates.rules.charts import BADGE, NARROW, WIDE, WorkFigures, nice_ticks, work_chart

amounts = st.lists(st.floats(0, 5000), min_size=3, max_size=3)


def figures(benefits, pay, costs):
    return WorkFigures((0.0, 25.0, 50.0), tuple(benefits), tuple(pay), tuple(costs))


def test_ticks_are_round_and_reach_the_top():
    assert nice_ticks(423.46) == [0, 100, 200, 300, 400, 500]
    assert nice_ticks(0) == [0, 10]
    assert nice_ticks(2_000_000)[-1] >= 2_000_000


@given(amounts, amounts, st.floats(0, 0.9), st.sampled_from([WIDE, NARROW]))
def test_everything_is_drawn_inside(benefits, pay, share, size):
    costs = [one * share for one in pay]
    marks = [("today", 0.0, pay[0] + benefits[0]), ("chosen", 50.0, pay[2]), ("allowance", 60.0, None)]
    chart = work_chart(figures(benefits, pay, costs), marks, size=size, code="x")
    for path in (*(band.path for band in chart.bands), chart.line):
        for x, y in re.findall(r"([-\d.]+),([-\d.]+)", path):
            assert chart.left <= float(x) <= chart.right
            assert chart.top - 0.1 <= float(y) <= chart.bottom + 0.1
    # The third lies beyond the hours that are drawn.
    assert [each.number for each in chart.marks] == [1, 2]


def test_a_line_at_its_place():
    chart = work_chart(figures([0, 0, 0], [0, 250, 500], [0, 0, 0]), [], size=WIDE, code="x")
    middle = (chart.left + chart.right) / 2
    points = [(chart.left, chart.bottom), (middle, (chart.top + chart.bottom) / 2), (chart.right, chart.top)]
    assert chart.line == "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    assert [band.code for band in chart.bands] == ["benefits", "pay"]


def test_costs_have_a_band_of_their_own():
    chart = work_chart(figures([100] * 3, [0, 200, 400], [0, 50, 100]), [], size=WIDE, code="x")
    assert [band.code for band in chart.bands] == ["benefits", "pay", "costs"]


def test_badges_that_would_touch_stand_in_two_rows():
    marks = [("today", 0.0, 1.0), ("chosen", 1.0, 1.0), ("allowance", 40.0, None)]
    first, second, third = work_chart(figures([1] * 3, [1] * 3, [0] * 3), marks, size=WIDE, code="x").marks
    assert second.x - first.x < BADGE
    assert first.badge_y != second.badge_y
    assert third.badge_y == first.badge_y


def test_a_name_stands_only_where_it_fits():
    chart = work_chart(figures([500] * 3, [0, 5, 10], [0] * 3), [], size=WIDE, code="x")
    assert [(band.code, band.x is not None) for band in chart.bands] == [("benefits", True), ("pay", False)]
