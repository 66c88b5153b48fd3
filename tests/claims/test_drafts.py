"""When a form that was not sent goes, in days."""

import datetime as dt

from claims.rules.drafts import ends_at, reminder_is_due

CHANGED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def after(days: float) -> dt.datetime:
    return CHANGED + dt.timedelta(days=days)


def test_two_reminders_are_due_each_once():
    due = [day for day in range(200) if reminder_is_due(CHANGED, None, days=180, now=after(day))]
    assert due[0] == 152
    assert not reminder_is_due(CHANGED, after(152), days=180, now=after(172))
    assert reminder_is_due(CHANGED, after(152), days=180, now=after(173))
    assert not reminder_is_due(CHANGED, after(173), days=180, now=after(179))
    assert reminder_is_due(CHANGED, after(-1), days=180, now=after(152)), "typed in again since"


def test_nothing_goes_without_a_reminder_or_sooner_than_a_week_after_one():
    assert ends_at(CHANGED, None, days=180) is None
    assert ends_at(CHANGED, after(-1), days=180) is None
    assert ends_at(CHANGED, after(152), days=180) == after(180)
    assert ends_at(CHANGED, after(179), days=180) == after(186)
