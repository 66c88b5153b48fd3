"""How much somebody may say at once."""

from __future__ import annotations

from cobrowse import consumers
from cobrowse.rules.pace import Pace


def test_each_is_counted_by_themselves_and_begins_anew():
    pace = Pace(most=2, seconds=10)
    assert [pace.is_over("a", 100.0) for _ in range(3)] == [False, False, True]
    assert not pace.is_over("b", 101.0)
    assert pace.is_over("a", 109.9)
    assert not pace.is_over("a", 110.0)


def test_nothing_is_held_of_who_has_gone():
    pace = Pace(most=1, seconds=1)
    for number in range(100):
        pace.is_over(number, float(number))
    assert len(pace._said) == 1


def test_limits_are_far_below_a_flood_and_above_what_pages_say():
    assert 30 <= consumers.MOST_WORDS <= 50
    assert consumers.MOST_WORDS < consumers.of_side.most <= 100 < consumers.of_address.most
