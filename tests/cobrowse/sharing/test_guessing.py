"""A few mistakes of one, not many of all; where nothing can be counted nothing is typed."""

from __future__ import annotations

import pytest
from redis.exceptions import ConnectionError as RedisAway

from accounts.models import Alert
from accounts.permissions import Role
from cobrowse.sharing.actions import guessing
from cobrowse.sharing.actions.guessing import WaitBeforeTyping, count_try, note_mistake
from core.cache import counters
from tests.people import make_staff


def wrong(by, times: int) -> int:
    """So many mistakes; how many were looked at."""
    for number in range(times):
        try:
            count_try(by)
        except WaitBeforeTyping:
            return number
        note_mistake(by)
    return times


def test_after_five_mistakes_one_waits_and_a_colleague_does_not(on_duty, sam):
    assert wrong(on_duty, 9) == 5
    with pytest.raises(WaitBeforeTyping) as refusal:
        count_try(on_duty)
    assert 0 < refusal.value.seconds <= 600
    count_try(sam)
    assert not Alert.objects.exists()


def test_right_ones_are_many_but_not_endless(on_duty):
    with pytest.raises(WaitBeforeTyping):
        for _ in range(100):
            count_try(on_duty)


def test_mistakes_of_all_raise_the_alert_and_leave_each_one(calderbrook):
    staff = [make_staff(calderbrook, f"S {n}", f"s{n}@calderbrook.example", Role.ADVISOR) for n in range(7)]
    assert [wrong(each, 4) for each in staff[:5]] == [4] * 5
    assert not Alert.objects.exists()
    assert wrong(staff[5], 4) == 1
    assert [(alert.code, alert.number) for alert in Alert.objects.all()] == [("phone_codes", 20)]
    # Who was right so far may be mistaken once still.
    assert wrong(staff[6], 4) == 1


def test_without_counting_nothing_is_typed(on_duty, monkeypatch):
    def away(*args, **kwargs):
        raise RedisAway

    # Where counts begin, and where they go on.
    for begins in ("add", "incr"):
        monkeypatch.setattr(type(counters._connections["counters"]), begins, away)
    with pytest.raises(WaitBeforeTyping) as refusal:
        count_try(on_duty)
    assert refusal.value.seconds == guessing.MOST_SECONDS
