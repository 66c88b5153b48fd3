"""Bars as long as their figures, of which what is hidden has none."""

from estimates.rules.horizontal_bars import BEHIND, WIDTH, horizontal_bars


def test_the_longest_fills_the_room_and_others_their_share():
    drawn = horizontal_bars([("Housing", 40, "40"), ("Crisis", 10, "10"), ("Badge", None, "few")])
    assert [each.width for each in drawn.bars] == [WIDTH - BEHIND, (WIDTH - BEHIND) / 4, 0]
    assert [each.words for each in drawn.bars] == ["40", "10", "few"]
    assert drawn.bars[0].y < drawn.bars[1].y < drawn.height


def test_of_nothing_there_is_no_picture():
    assert horizontal_bars([("Housing", None, "few"), ("Crisis", 0, "0")]) is None
