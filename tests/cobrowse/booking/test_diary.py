"""Which times are free: by the council's clock, across its changes, without what is taken, closed or away."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from cobrowse.booking.actions.booking import book
from cobrowse.booking.actions.settings import add_leave
from cobrowse.booking.readers.diary import bookable_advisers, bookings_to_move, diary_of, offered_ways, takes_bookings
from cobrowse.booking.rules.diary import Away, Diary, Hours, Taken, least_booked, remind_at, times_of
from cobrowse.models import BookingTime, ClosedDay
from cobrowse.rules.hours import opening
from tests.cobrowse.booking.conftest import CALL, HERE, VISIT, booked, slots_of, wanted

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


# --- the quick way is the slow one ---


def slowly(of: Diary, way: str) -> list[tuple]:
    """Every time of every day, each held against every booking."""
    found = []
    for each in (each for each in of.hours if way in each.ways):
        for ahead in range(each.days_ahead + 1):
            day = of.now.astimezone(LONDON).date() + dt.timedelta(days=ahead)
            counts = (each.first_on or day) <= day <= (each.last_on or day) and of.first_on <= day <= of.last_on
            if not counts or day.weekday() != each.weekday or of.is_off(each.adviser, day_begins(day)):
                continue
            wall, length, last = dt.datetime.combine(day, each.opens), dt.timedelta(minutes=each.minutes), None
            while wall + length <= dt.datetime.combine(day, each.closes):
                starts = wall.replace(tzinfo=LONDON).astimezone(dt.UTC)
                shown = starts.astimezone(LONDON).replace(tzinfo=None) == wall and (last is None or starts >= last)
                last = starts + length if shown else last
                if shown and starts >= of.now + each.notice and not any(
                    taken.adviser == each.adviser and taken.starts_at < starts + length and starts < taken.ends_at
                    for taken in of.taken
                ):  # fmt: skip
                    found.append((starts, starts + length, each.adviser))
                wall += length
    return sorted(found)


def day_begins(day):
    return dt.datetime.combine(day, dt.time(12), LONDON)


spans = st.builds(
    lambda adviser, weekday, opens, length, minutes, days, notice, first: hours(
        adviser, weekday, f"{opens // 60}:{opens % 60:02}", f"{(opens + length) // 60}:{(opens + length) % 60:02}",
        minutes, days_ahead=days, notice=dt.timedelta(hours=notice),
        first_on=dt.date(2028, 3, 25) if first else None, last_on=dt.date(2028, 11, 1) if first else None,
    ),
    st.integers(1, 2), st.sampled_from([5, 6, 6, 0]), st.integers(0, 600), st.integers(10, 500),
    st.sampled_from([5, 20, 45, 60, 90]), st.integers(0, 20), st.integers(0, 80), st.booleans(),
)  # fmt: skip
# (adviser, begins in minutes after now, lasts minutes): overlapping, touching and apart, by night too.
booked_times = st.lists(st.tuples(st.integers(1, 2), st.integers(0, 7 * 288).map(lambda n: n * 5), st.integers(5, 900)))


@pytest.mark.slow
@given(
    now=st.sampled_from([BEFORE_MARCH, BEFORE_OCTOBER]), spans=st.lists(spans, min_size=1, max_size=4),
    taken=booked_times, away=st.booleans(), only=st.none() | st.integers(0, 5),
)  # fmt: skip
def test_the_quick_way_finds_what_looking_at_every_time_finds(now, spans, taken, away, only):
    minutes = dt.timedelta(minutes=1)
    rows = [Taken(who, now + at * minutes, now + (at + long) * minutes) for who, at, long in taken]
    leave = [Away(1, dt.date(2028, 3, 26), dt.date(2028, 3, 26))] if away else []
    found = diary(now, *spans, taken=rows, away=leave, closed=[dt.date(2028, 10, 30)])
    if only is not None:
        found = found.on(now.date() + dt.timedelta(days=only))
    slow = slowly(found, CALL)
    assert sorted((slot.starts_at, slot.ends_at, slot.adviser) for slot in found.slots(CALL)) == slow
    assert found.days(CALL) == sorted({starts.astimezone(LONDON).date() for starts, _ends, _adviser in slow})
    assert found.offers(CALL) == bool(slow)


class Counting(Diary):
    """Counts the times that are looked at."""

    looks = 0

    def _not_before(self, *time):
        Counting.looks += 1
        return super()._not_before(*time)


def looks(of: Diary, question: str) -> int:
    """At how many times a diary looks for an answer."""
    Counting.looks = 0
    getattr(Counting(**of.__dict__), question)(CALL)
    return Counting.looks


def full(minutes: int, days_ahead: int, advisers: int = 12) -> Diary:
    """Everybody is booked for all of their time, from 9 to 17 on all days."""
    everybody = [
        hours(adviser, weekday, "9:00", "17:00", minutes, days_ahead=days_ahead)
        for adviser in range(1, advisers + 1)
        for weekday in range(7)
    ]
    taken = [
        Taken(slot.adviser, slot.starts_at, slot.ends_at) for slot in diary(MONDAY, *everybody).slots(CALL)
    ]  # fmt: skip
    return diary(MONDAY, *everybody, taken=taken)


@pytest.mark.parametrize("question", ["offers", "days", "slots"])
def test_a_full_diary_costs_one_look_a_day_and_adviser(question):
    # 12 advisers, half hours of six weeks: 8,256 times, which were held against 8,256 bookings each.
    of = full(30, 42)
    assert len(of.taken) > 8000
    # Today has a second one: for the notice.
    assert looks(of, question) <= 12 * 44


def test_five_minutes_and_half_a_year_cost_no_more_looks_than_days():
    everybody = [hours(1, weekday, "9:00", "17:00", 5, days_ahead=180) for weekday in range(7)]
    span = Taken(1, MONDAY, MONDAY + dt.timedelta(days=200))
    of = diary(MONDAY, *everybody, taken=[span])
    assert looks(of, "offers") <= 182
    # Where nothing is booked the first look is enough to know that there is something, and one a day which days.
    free = diary(MONDAY, *everybody)
    assert looks(free, "offers") <= 2
    assert looks(free, "days") <= 182
    assert looks(free.on(MONDAY.date()), "slots") <= 97


def test_bookings_with_gaps_that_nothing_fits_into_cost_a_look_each():
    # Five minutes were booked of each quarter of an hour, and then the council made it half hours.
    quarter = dt.timedelta(minutes=15)
    taken = [Taken(1, MONDAY + n * quarter, MONDAY + n * quarter + quarter / 3) for n in range(-4, 4 * 24 * 2)]
    of = diary(MONDAY, hours(1, 0, "9:00", "17:00", 30), taken=taken)
    assert of.on(MONDAY.date()).slots(CALL) == []
    assert looks(of.on(MONDAY.date()), "slots") <= 17


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


def test_of_a_day_only_that_day_is_read(alice, bob, diary):
    first, other = booked(alice), booked(bob, number=40)
    day = timezone.localdate(other.starts_at)
    found = diary_of(alice.council, timezone.now(), first_on=day, last_on=day)
    assert [each.starts_at for each in found.taken] == [other.starts_at]
    whole = diary_of(alice.council, timezone.now())
    assert [each.starts_at for each in whole.taken] == [first.starts_at, other.starts_at]
    assert found.slots(CALL) == whole.on(day).slots(CALL)
    assert found.slots(CALL) == [slot for slot in whole.slots(CALL) if timezone.localdate(slot.starts_at) == day]


def test_booking_looks_at_its_day_only(alice, diary, monkeypatch):
    slot, looked = slots_of(alice)[60], []
    look = Diary._not_before
    monkeypatch.setattr(Diary, "_not_before", lambda self, *time: looked.append(time[1]) or look(self, *time))
    book(wanted=wanted(slot), by=alice)
    assert {timezone.localdate(starts_at) for starts_at in looked} == {timezone.localdate(slot.starts_at)}


def test_a_way_is_offered_that_has_something_free_only_far_ahead(alice, diary):
    now = timezone.now()
    assert offered_ways(alice.council, now) == [CALL, HERE, VISIT]
    BookingTime.objects.update(first_on=timezone.localdate(now) + dt.timedelta(days=15))
    assert offered_ways(alice.council, now) == [CALL, HERE, VISIT]
    BookingTime.objects.update(first_on=timezone.localdate(now) + dt.timedelta(days=22))
    assert offered_ways(alice.council, now) == []


def test_another_council_is_not_asked(alice, diary, southmere):
    assert all(slot.adviser == diary.membership.pk for slot in diary_of(alice.council, timezone.now()).slots(CALL))
