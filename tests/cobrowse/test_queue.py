"""The order of the queue, and what people are told about it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobrowse.rules.queue import STEPS, Wait, ranked_at, waiting_time

NOW = dt.datetime(2026, 11, 30, 10, tzinfo=dt.UTC)


def minutes(number):
    return NOW + dt.timedelta(minutes=number)


def test_danger_goes_first_and_nobody_is_passed_for_ever():
    plain = ranked_at(NOW, [], needs_time=False)
    assert (
        ranked_at(minutes(59), ["no_roof"], needs_time=False)
        < plain
        < ranked_at(minutes(61), ["no_roof"], needs_time=False)
    )
    assert (
        ranked_at(minutes(14), ["deadline"], needs_time=False)
        < plain
        < ranked_at(minutes(16), ["deadline"], needs_time=False)
    )
    assert ranked_at(minutes(14), [], needs_time=True) < plain
    assert ranked_at(NOW, ["deadline", "unsafe"], needs_time=True) == ranked_at(NOW, ["unsafe"], needs_time=False)


@pytest.mark.parametrize(
    ("place", "free", "places", "took", "told"),
    [
        (1, 1, 3, [], Wait(0, 0)),
        (2, 1, 3, [], Wait(3, 5)),  # one before: 10 / 3 minutes
        (3, 0, 1, [], Wait(20, 45)),
        (1, 0, 2, [4, 4, 4, 4, 40], Wait(2, 3)),  # the usual one, not the mean
        (1, 0, 2, [40] * 4, Wait(5, 10)),  # four say nothing yet
        (20, 0, 1, [], Wait(150, 300)),
        (1, -2, 2, [], Wait(5, 10)),  # more people than places, after a limit was lowered
        (1, 0, 0, [], None),
    ],
)
def test_what_people_are_told(place, free, places, took, told):
    assert waiting_time(place, free=free, places=places, minutes=took) == told


@given(st.integers(1, 50), st.integers(0, 5), st.integers(1, 12), st.lists(st.floats(1, 60), max_size=12))
def test_who_stands_further_back_is_never_told_less(place, free, places, took):
    here = waiting_time(place, free=free, places=places, minutes=took)
    behind = waiting_time(place + 1, free=free, places=places, minutes=took)
    assert here.at_least <= here.at_most
    assert here.at_least <= behind.at_least
    assert here.at_most <= behind.at_most
    assert all(said in (0, *STEPS) or said % 30 == 0 for said in (here.at_least, here.at_most))
