"""When a council helps live."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobrowse.rules.hours import opening
from core.rules.days.working_days import SUBDIVISIONS, bank_holidays

LONDON = ZoneInfo("Europe/London")
NINE, FIVE = dt.time(9), dt.time(17)
WEEK = [(weekday, NINE, FIVE) for weekday in range(5)]


@pytest.mark.parametrize(
    ("since", "now", "over"),
    [
        ("2026-11-30T10:00", "2026-11-30T16:59", False),
        ("2026-11-30T10:00", "2026-11-30T17:00", True),
        ("2026-11-30T10:00", "2026-12-01T10:00", True),  # another day's opening is no place of today's
        ("2026-11-30T08:00", "2026-11-30T08:40", False),  # not open yet
        ("2026-11-28T12:00", "2026-11-28T12:40", True),  # a Saturday
    ],
)
def test_when_the_day_of_a_moment_is_over(since, now, over):
    assert hours().is_over(at(since), at(now)) == over


def test_a_break_is_not_the_end_of_the_day():
    split = [(0, NINE, dt.time(12)), (0, dt.time(13), FIVE)]
    assert not hours(split).is_over(at("2026-11-30T11:00"), at("2026-11-30T12:30"))


def hours(spans=WEEK, closed=(), nation="ENGLAND"):
    return opening(spans, closed, nation, LONDON)


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        ("2026-11-30T09:00", "2026-11-30T17:00"),  # the first moment of a Monday
        ("2026-11-30T16:59:59", "2026-11-30T17:00"),
        ("2026-11-30T17:00", None),  # closed means closed
        ("2026-11-30T08:59:59", None),
        ("2026-11-28T12:00", None),  # a Saturday
        ("2026-12-25T12:00", None),  # Christmas is a Friday
        ("2026-12-28T12:00", None),  # Boxing Day is a Saturday: the Monday after it is given
    ],
)
def test_open_by_the_clock_on_the_wall(now, closes):
    assert hours().closes_at(at(now)) == (at(closes) if closes else None)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-27T18:00", "2026-11-30T09:00"),  # Friday evening to Monday
        ("2026-11-30T08:00", "2026-11-30T09:00"),
        ("2026-11-30T10:00", "2026-12-01T09:00"),  # open now: the next one
        ("2026-12-24T17:00", "2026-12-29T09:00"),  # over Christmas
        ("2026-10-23T17:00", "2026-10-26T09:00"),  # clocks go back on the 25th
        ("2027-03-26T08:00", "2027-03-30T09:00"),  # Good Friday, the clocks, Easter Monday
    ],
)
def test_the_next_opening_keeps_the_wall_clock_across_holidays_and_clock_changes(now, opens):
    found = hours().opens_at(at(now))
    assert found == at(opens)
    assert found.astimezone(LONDON).time() == NINE


def test_nine_is_another_moment_in_summer_than_in_winter():
    winter, summer = hours().opens_at(at("2026-10-25T12:00")), hours().opens_at(at("2026-10-22T18:00"))
    assert (winter.astimezone(dt.UTC).hour, summer.astimezone(dt.UTC).hour) == (9, 8)


def test_a_council_that_is_never_open_says_so():
    assert hours(spans=[]).opens_at(at("2026-11-30T09:00")) is None
    assert hours(spans=[]).closes_at(at("2026-11-30T09:00")) is None


def test_its_own_closed_days_and_those_of_its_nation():
    now = at("2026-11-30T12:00")
    assert hours(nation="SCOTLAND").closes_at(now) is None  # St Andrew's Day
    assert hours().closes_at(now)
    assert hours(closed=[dt.date(2026, 11, 30)]).closes_at(now) is None
    assert dt.date(2026, 7, 13) in bank_holidays("NORTHERN_IRELAND", 2026)
    assert set(SUBDIVISIONS) == {"ENGLAND", "WALES", "SCOTLAND", "NORTHERN_IRELAND"}


def test_two_spans_of_a_day():
    split = hours(spans=[(0, NINE, dt.time(12, 30)), (0, dt.time(13, 30), FIVE)])
    assert split.closes_at(at("2026-11-30T13:00")) is None
    assert split.opens_at(at("2026-11-30T13:00")) == at("2026-11-30T13:30")


@given(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 12, 31), timezones=st.just(dt.UTC)))
def test_it_is_open_from_each_opening_and_never_at_one_that_is_to_come(now):
    found = hours().opens_at(now)
    assert found > now
    assert hours().closes_at(found)
    assert hours().closes_at(found - dt.timedelta(seconds=1)) is None
