"""Days without weekends and the nation's bank holidays."""

import datetime as dt

from core.rules.days.working_days import holidays_between, is_working_day, working_days_after, working_days_between

CHRISTMAS_EVE = dt.date(2026, 12, 24)


def test_christmas_counts_as_each_nation_keeps_it():
    # 25 December 2026 is a Friday, Boxing Day is kept on Monday 28.
    assert working_days_after(CHRISTMAS_EVE, 1, "ENGLAND") == dt.date(2026, 12, 29)
    assert working_days_after(CHRISTMAS_EVE, 4, "ENGLAND") == dt.date(2027, 1, 4)
    # 2 January is a Saturday: Scotland keeps it on Monday 4.
    assert working_days_after(CHRISTMAS_EVE, 4, "SCOTLAND") == dt.date(2027, 1, 5)
    assert working_days_after(CHRISTMAS_EVE, 0, "WALES") == CHRISTMAS_EVE
    assert not is_working_day(dt.date(2026, 12, 26), "ENGLAND")


def test_between_counts_back_what_after_counts_forward():
    for number in range(12):
        last = working_days_after(CHRISTMAS_EVE, number, "ENGLAND")
        assert working_days_between(CHRISTMAS_EVE, last, "ENGLAND") == number
    assert working_days_between(CHRISTMAS_EVE, dt.date(2026, 12, 1), "ENGLAND") == 0


def test_the_holidays_that_make_it_longer_are_named():
    found = holidays_between(CHRISTMAS_EVE, dt.date(2027, 1, 4), "ENGLAND")
    assert [day for day, _name in found] == [dt.date(2026, 12, 25), dt.date(2026, 12, 28), dt.date(2027, 1, 1)]
    assert found[0][1] == "Christmas Day"
