"""What a grant may allow, and its last day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.permissions import Scope
from advocates.rules.terms import LEVELS, NOTHING, PERIODS, last_day, levels_of, scopes_of


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("day", dt.date(2026, 12, 31), dt.date(2027, 1, 1)),
        ("month", dt.date(2026, 12, 4), dt.date(2027, 1, 4)),
        ("month", dt.date(2027, 1, 31), dt.date(2027, 2, 28)),
        ("half_year", dt.date(2026, 8, 31), dt.date(2027, 2, 28)),
        ("year", dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
        ("year", dt.date(2026, 12, 4), dt.date(2027, 12, 4)),
    ],
)
def test_the_last_day(period, first, last):
    assert last_day(period, first) == last


@given(st.sampled_from(PERIODS), st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)))
def test_no_grant_is_longer_than_a_year_or_ends_before_it_began(period, first):
    assert dt.timedelta(days=1) <= last_day(period, first) - first <= dt.timedelta(days=366)


@given(st.fixed_dictionaries({area: st.sampled_from([NOTHING, *levels]) for area, levels in LEVELS.items()}))
def test_levels_come_back_from_their_scopes(levels):
    assert levels_of(scopes_of(levels)) == {area: level for area, level in levels.items() if level != NOTHING}


def test_each_level_has_what_is_below_it():
    for levels in LEVELS.values():
        steps = list(levels.values())
        assert all(set(low) < set(high) for low, high in zip(steps, steps[1:], strict=False))


def test_every_scope_is_one_that_is_asked_for():
    assert {scope for levels in LEVELS.values() for scopes in levels.values() for scope in scopes} <= set(Scope.values)


@pytest.mark.parametrize("scopes", [["fill:claims"], ["view:shared_form"], []])
def test_scopes_that_are_no_level_come_to_nothing(scopes):
    assert levels_of(scopes) == {}
