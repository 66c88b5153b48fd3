"""The last day, pauses and bank holidays and all, as somebody would count it on a calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clocks.rules.legal import COMPLETE, SENT, Allowed, Pause, is_paused, last_day
from core.rules.days.working_days import bank_holidays

A_DAY = dt.timedelta(days=1)
SENT_ON = dt.date(2026, 12, 1)
TODAY = dt.date(2027, 1, 8)
# Payslips, then the rent book over Christmas, then a statement that has not come.
THREE = [
    Pause(dt.date(2026, 12, 3), dt.date(2026, 12, 7)),
    Pause(dt.date(2026, 12, 18), dt.date(2026, 12, 30)),
    Pause(dt.date(2027, 1, 4), None),
]


WITHIN = Pause(dt.date(2026, 12, 5), dt.date(2026, 12, 7))


@pytest.mark.parametrize(
    ("working", "begins", "pauses", "last"),
    [
        (False, COMPLETE, [], dt.date(2026, 12, 15)),
        (False, COMPLETE, THREE[:2], dt.date(2027, 1, 13)),
        # Were the statement to come today, 14 days are left.
        (False, COMPLETE, THREE, dt.date(2027, 1, 22)),
        # 2 and 3 December, then 8 to 18, then 31: the fourteenth.
        (False, SENT, THREE[:2], dt.date(2026, 12, 31)),
        # One within another ends nothing: 2 and 3 December, then from 21 on.
        (False, SENT, [Pause(dt.date(2026, 12, 3), dt.date(2026, 12, 20)), WITHIN], dt.date(2027, 1, 1)),
        # Working days: 2, 3; 8 to 18 are nine; 31 December, 4 January are two; 11 January is the fourteenth.
        (True, SENT, THREE, dt.date(2027, 1, 11)),
    ],
)
def test_three_pauses_one_of_them_open_over_bank_holidays(working, begins, pauses, last):
    assert last_day(Allowed(14, working, begins, "ENGLAND"), SENT_ON, pauses, TODAY) == last
    assert is_paused(pauses) is (len(pauses) == 3)


def by_the_day(allowed: Allowed, start: dt.date, pauses: list[Pause], today: dt.date) -> dt.date:
    """The last day, one day after another."""
    counted, day = 0, start
    while counted < allowed.days:
        day += A_DAY
        if any(pause.first < day <= (pause.last or today) for pause in pauses):
            counted = 0 if allowed.begins == COMPLETE else counted
        elif not allowed.working or is_working(day, allowed.nation):
            counted += 1
    return day


def is_working(day: dt.date, nation: str) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


number_of_days = st.integers(-5, 90)
a_pause = st.tuples(number_of_days, st.integers(0, 30) | st.none()).map(
    lambda each: Pause(SENT_ON + A_DAY * each[0], None if each[1] is None else SENT_ON + A_DAY * sum(each))
)
allowed_days = st.builds(
    Allowed,
    st.integers(1, 40),
    st.booleans(),
    st.sampled_from([COMPLETE, SENT]),
    st.sampled_from(["ENGLAND", "SCOTLAND", "WALES", "NORTHERN_IRELAND"]),
)


@given(allowed_days, st.lists(a_pause, max_size=5), number_of_days)
def test_it_is_what_counting_each_day_gives(allowed, pauses, later):
    today = SENT_ON + A_DAY * later
    assert last_day(allowed, SENT_ON, pauses, today) == by_the_day(allowed, SENT_ON, pauses, today)


def test_asking_after_the_last_day_does_not_begin_it_anew():
    late = Pause(dt.date(2026, 12, 16), dt.date(2026, 12, 20))
    assert last_day(Allowed(14, False, COMPLETE, "ENGLAND"), SENT_ON, [late], TODAY) == dt.date(2026, 12, 15)
