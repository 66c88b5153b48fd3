"""Which times are free: by the council's clock, across its changes, without what is taken, closed or away."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from cobrowse.booking.actions.settings import add_leave
from cobrowse.booking.readers.diary import bookable_advisers, bookings_to_move, diary_of, takes_bookings
from cobrowse.booking.rules.diary import Away, Diary, Hours, Taken, least_booked, remind_at, times_of
from cobrowse.models import ClosedDay
from cobrowse.rules.hours import opening
from tests.cobrowse.booking.conftest import CALL, HERE, booked, slots_of

LONDON = ZoneInfo("Europe/London")
# The clock goes forward on 26 March 2028 and back on 29 October 2028, both Sundays, at 1:00 UTC.
BEFORE_MARCH, BEFORE_OCTOBER = dt.datetime(2028, 3, 23, 12, tzinfo=dt.UTC), dt.datetime(2028, 10, 26, 12, tzinfo=dt.UTC)


def hours(adviser=1, weekday=0, opens="9:00", closes="12:00", minutes=60, ways=(CALL,), **more):
    times = {name: dt.datetime.strptime(text, "%H:%M").time() for name, text in (("opens", opens), ("closes", closes))}
    rest = {"place": None, "first_on": None, "last_on": None, "notice": dt.timedelta(hours=1), "days_ahead": 14, **more}
    return Hours(adviser=adviser, weekday=weekday, minutes=minutes, ways=frozenset(ways), **times, **rest)


def diary(now, *hours, taken=(), away=(), closed=()):
    return Diary(now, hours, tuple(taken), tuple(away), opening((), closed, "ENGLAND", LONDON))


def walls(found):
    return [f"{slot.starts_at.astimezone(LONDON):%d %b %H:%M}" for slot in found]


@pytest.mark.parametrize("now", [BEFORE_MARCH, BEFORE_OCTOBER])
def test_nine_oclock_beyond_a_clock_change_is_nine_oclock(now):
    found = diary(now, hours(weekday=4), hours(weekday=0)).slots(CALL)
    nine = [slot.starts_at.astimezone(LONDON) for slot in found][::3]
    assert {moment.time() for moment in nine} == {dt.time(9)}
    # A Friday before the change and the Monday after it: an hour apart in UTC.
    assert len({moment.astimezone(dt.UTC).hour for moment in nine}) == 2


def test_what_the_clock_leaves_out_in_march_cannot_be_booked():
    night = hours(weekday=6, opens="0:00", closes="4:00")
    assert walls(diary(BEFORE_MARCH, night).slots(CALL))[:3] == ["26 Mar 00:00", "26 Mar 02:00", "26 Mar 03:00"]


def test_what_the_clock_shows_twice_in_october_is_booked_once():
    night = hours(weekday=6, opens="0:00", closes="4:00")
    found = diary(BEFORE_OCTOBER, night).slots(CALL)[:4]
    assert walls(found) == ["29 Oct 00:00", "29 Oct 01:00", "29 Oct 02:00", "29 Oct 03:00"]
    assert [slot.starts_at.hour for slot in found] == [23, 0, 2, 3]


@given(
    day=st.dates(dt.date(2026, 1, 1), dt.date(2035, 12, 31)),
    opens=st.integers(0, 22), span=st.integers(1, 12), minutes=st.integers(5, 240),
)  # fmt: skip
@example(day=dt.date(2028, 3, 26), opens=0, span=8, minutes=45)
@example(day=dt.date(2028, 10, 29), opens=0, span=8, minutes=90)
def test_parts_of_a_day_are_whole_apart_and_in_its_hours(day, opens, span, minutes):
    closes = dt.time(min(opens + span, 23), 59)
    of_day = hours(weekday=day.weekday(), minutes=minutes)
    of_day = Hours(**{**of_day.__dict__, "opens": dt.time(opens), "closes": closes})
    found = times_of(of_day, day, LONDON)
    assert all(ends - starts == dt.timedelta(minutes=minutes) for starts, ends in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    for starts, _ends in found:
        wall = starts.astimezone(LONDON)
        assert (wall.date(), dt.time(opens) <= wall.time() < closes) == (day, True)
        assert (wall.hour * 60 + wall.minute - opens * 60) % minutes == 0


MONDAY = dt.datetime(2027, 6, 7, 7, 30, tzinfo=dt.UTC)  # 8:30 in London


@pytest.mark.parametrize(
    ("minutes", "first"), [(29, "07 Jun 09:00"), (30, "07 Jun 09:00"), (31, "07 Jun 10:00")]
)  # fmt: skip
def test_notice_is_counted_to_the_minute(minutes, first):
    found = diary(MONDAY, hours(notice=dt.timedelta(minutes=minutes))).slots(CALL)
    assert walls(found)[0] == first


@pytest.mark.parametrize(("days_ahead", "last"), [(13, "14 Jun"), (14, "21 Jun"), (20, "21 Jun"), (21, "28 Jun")])
def test_the_furthest_day_is_included(days_ahead, last):
    assert walls(diary(MONDAY, hours(days_ahead=days_ahead)).slots(CALL))[-1].startswith(last)


def test_hours_count_from_their_first_to_their_last_day():
    span = hours(first_on=dt.date(2027, 6, 14), last_on=dt.date(2027, 6, 14), days_ahead=60)
    assert walls(diary(MONDAY, span).slots(CALL)) == ["14 Jun 09:00", "14 Jun 10:00", "14 Jun 11:00"]


def test_closed_days_bank_holidays_and_leave_take_times_away():
    # 30 August 2027 is the summer bank holiday in England.
    august = dt.datetime(2027, 8, 23, 6, tzinfo=dt.UTC)
    both = (hours(days_ahead=14), hours(adviser=2, days_ahead=14))
    assert {text[:6] for text in walls(diary(august, *both).slots(CALL))} == {"23 Aug", "06 Sep"}
    closed = diary(august, *both, closed=[dt.date(2027, 9, 6)])
    assert {text[:6] for text in walls(closed.slots(CALL))} == {"23 Aug"}
    away = diary(august, *both, away=[Away(1, dt.date(2027, 8, 20), dt.date(2027, 8, 23))])
    assert {slot.adviser for slot in away.slots(CALL) if walls([slot])[0].startswith("23 Aug")} == {2}
    assert away.is_off(1, dt.datetime(2027, 8, 23, 8, tzinfo=dt.UTC))
    assert not away.is_off(1, dt.datetime(2027, 8, 24, 8, tzinfo=dt.UTC))
    assert away.is_off(2, dt.datetime(2027, 8, 30, 8, tzinfo=dt.UTC))


def test_a_time_that_shares_a_minute_with_a_booking_is_taken_and_one_that_touches_it_is_not():
    at = dt.datetime(2027, 6, 7, 9, tzinfo=dt.UTC)  # 10:00
    taken = [Taken(1, at - dt.timedelta(minutes=1), at + dt.timedelta(hours=1))]
    assert walls(diary(MONDAY, hours(), taken=taken).slots(CALL))[:2] == ["07 Jun 11:00", "14 Jun 09:00"]
    assert len(walls(diary(MONDAY, hours(adviser=2), taken=taken).slots(CALL))) == 8


def test_only_appointments_have_a_place():
    both = hours(ways=(CALL, HERE), place=7)
    assert {slot.place for slot in diary(MONDAY, both).slots(CALL)} == {None}
    assert {slot.place for slot in diary(MONDAY, both).slots(HERE)} == {7}
    assert not diary(MONDAY, hours()).offers(HERE)


def test_reminders_go_out_a_day_before_by_the_clock_on_the_wall():
    # 12:00 on the Sunday of the change is 11:00 in UTC; 12:00 on the Saturday is 12:00.
    noon = dt.datetime(2028, 3, 26, 11, tzinfo=dt.UTC)
    assert remind_at(noon, BEFORE_MARCH, LONDON) == dt.datetime(2028, 3, 25, 12, tzinfo=dt.UTC)
    starts = dt.datetime(2028, 3, 27, 8, tzinfo=dt.UTC)
    assert remind_at(starts, starts - dt.timedelta(hours=36), LONDON) == dt.datetime(2028, 3, 26, 8, tzinfo=dt.UTC)
    assert remind_at(starts, starts - dt.timedelta(hours=35, minutes=59), LONDON) is None


def test_any_adviser_is_whoever_has_least_to_do_that_day():
    at = dt.datetime(2027, 6, 7, 9, tzinfo=dt.UTC)
    taken = (Taken(1, at, at + dt.timedelta(hours=1)),)
    assert least_booked([1, 2], taken, dt.date(2027, 6, 7), LONDON) == [2, 1]
    assert least_booked([2, 1], taken, dt.date(2027, 6, 8), LONDON) == [1, 2]


# --- what the rules are told ---


def test_an_adviser_who_is_gone_cannot_be_booked_and_what_was_booked_is_listed(alice, diary):
    booking = booked(alice)
    assert takes_bookings()
    assert bookings_to_move(alice.council, timezone.now()) == []
    diary.membership.is_active = False
    diary.membership.save()
    assert not bookable_advisers().exists()
    assert slots_of(alice) == []
    assert bookings_to_move(alice.council, timezone.now()) == [booking]


def test_leave_and_a_closed_day_take_times_away_and_list_what_is_booked(alice, bob, diary, second, omar):
    first, other = booked(alice), booked(bob, number=30)
    day, later = (timezone.localdate(each.starts_at) for each in (first, other))
    add_leave(membership=first.adviser_id, first_on=day, last_on=day, by=omar)
    assert bookings_to_move(alice.council, timezone.now()) == [first]
    assert all(
        slot.adviser != first.adviser_id for slot in slots_of(alice) if timezone.localdate(slot.starts_at) == day
    )
    ClosedDay.objects.create(day=later, name="Training")
    assert bookings_to_move(alice.council, timezone.now()) == [first, other]
    assert all(timezone.localdate(slot.starts_at) != later for slot in slots_of(alice))


def test_another_council_is_not_asked(alice, diary, southmere):
    assert all(slot.adviser == diary.membership.pk for slot in diary_of(alice.council, timezone.now()).slots(CALL))
