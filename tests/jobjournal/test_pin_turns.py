"""How many guesses at PINs anybody gets, by table: the odds that docs/decisions/0013 promises."""

from __future__ import annotations

import pytest

from jobjournal.models.shares import TRIES
from jobjournal.rules.pin_turns import FREE, TURN_SECONDS, has_turn, is_flood

PINS = 1_000_000


@pytest.mark.parametrize(("tries", "flood"), [(1, False), (FREE, False), (FREE + 1, True)])
def test_a_flood_begins_with_the_first_try_too_many(tries, flood):
    assert is_flood(tries) is flood


@pytest.mark.parametrize(
    ("asked", "opened", "turn"),
    [(1, 0, True), (2, 0, False), (2, 1, True), (3, 1, False), (3, 2, True), (9, 0, False)],
)
def test_a_code_has_a_turn_while_all_before_it_opened_the_share(asked, opened, turn):
    assert has_turn(asked=asked, opened=opened) is turn


def guesses(*, codes: int, hours: int) -> int:
    """The most guesses at PINs of known codes from any number of addresses: those that are free, one for each code in
    each hour of a flood, and never more at a share than destroy it.
    """
    in_an_hour = FREE * 6 + codes * 3600 // TURN_SECONDS
    return min(in_an_hour * hours, codes * TRIES)


@pytest.mark.parametrize(
    ("codes", "hours", "most"),
    # 300 in ten minutes, which stopped everybody, were 1,800 an hour. At each share there are five guesses, ever.
    [(1, 1, 5), (100, 1, 500), (1000, 1, 1600), (1000, 2, 3200), (1000, 24, 5000), (1000, 24 * 14, 5000)],
)
def test_the_guesses_at_known_codes_are_few(codes, hours, most):
    assert guesses(codes=codes, hours=hours) == most
    assert guesses(codes=codes, hours=1) <= 1800
    assert guesses(codes=codes, hours=hours) / PINS <= codes * 0.000005
