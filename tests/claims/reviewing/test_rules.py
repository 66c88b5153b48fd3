"""How long a review lasts, and on which days claimants are reminded."""

import datetime as dt

from claims.reviewing.rules import is_overdue, next_reminder, usual_last_day

MONDAY = dt.date(2026, 11, 30)


def test_the_last_day_is_a_working_day_and_never_too_near():
    assert usual_last_day(MONDAY, 28, "ENGLAND") == dt.date(2026, 12, 29), "the 28th is a bank holiday in 2026"
    assert usual_last_day(MONDAY, 19, "ENGLAND") == dt.date(2026, 12, 21), "not on a Saturday"
    assert usual_last_day(MONDAY, 1, "ENGLAND") == MONDAY + dt.timedelta(days=14)
    assert usual_last_day(dt.date(2026, 12, 3), 29, "SCOTLAND") == dt.date(2027, 1, 5), "two days off in Scotland"


def test_there_is_one_reminder_a_week_before_and_one_on_the_eve():
    last = MONDAY + dt.timedelta(days=28)
    week, eve = last - dt.timedelta(days=7), last - dt.timedelta(days=1)
    assert next_reminder(last, MONDAY) == week
    assert next_reminder(last, week) == eve
    assert next_reminder(last, eve) is None
    assert next_reminder(last, last + dt.timedelta(days=3)) is None


def test_it_is_overdue_from_the_day_after():
    assert not is_overdue(MONDAY, MONDAY)
    assert is_overdue(MONDAY, MONDAY + dt.timedelta(days=1))
