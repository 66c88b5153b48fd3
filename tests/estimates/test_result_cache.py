"""Results kept for a day: found again only for the same question, unreadable in Redis, and never needed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.cache import cache
from hypothesis import HealthCheck, given
from hypothesis import settings as run_settings

from calculator.household.parsing import parse_household
from core.cache import JsonSerializer, counters
from core.tenancy import council_scope
from estimates.actions import result_cache as estimate_cache
from estimates.actions.estimating import ask_estimate_for_household, run_estimate
from estimates.actions.result_cache import SECONDS, kept_result, key_of
from estimates.models import Estimate
from tests.calculator.household_strategies import households
from tests.calculator.simple_engine import SimpleEngine

TODAY, TOMORROW = dt.date(2026, 11, 22), dt.date(2026, 11, 23)
HOUSEHOLD = parse_household({
    "claim_date": "2026-11-22", "region": "NORTH_WEST", "adults": [{"role": "claimant", "age": 40}], "capital": 7250,
    "housing": {"tenure": "private_tenant", "rent": {"amount": 123.45, "frequency": "weekly"}},
})  # fmt: skip
RESULT = {"entitled_per_week": 321.09, "calculated_on": TODAY.isoformat()}


class Asked:
    """Counts how often a result was worked out."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return RESULT


def ask(work_out, household=HOUSEHOLD, *, engine=None, rules=None, council_id=1, today=TODAY):
    return kept_result(household, engine=engine or SimpleEngine(), rules=rules or {}, council_id=council_id,
                       today=today, work_out=work_out)  # fmt: skip


@pytest.fixture
def redis_away(monkeypatch):
    monkeypatch.setattr(counters._cache, "_servers", ["unix:///nowhere/redis.sock"])
    monkeypatch.setattr(counters._cache, "_pools", {})


def stored():
    """(key, bytes, seconds left) of everything about estimates in Redis."""
    redis = counters._cache.get_client(None)
    return [(key.decode(), redis.get(key), redis.ttl(key)) for key in redis.keys("*estimate:*")]


def test_the_same_question_is_worked_out_once():
    work_out = Asked()
    assert ask(work_out) == ask(work_out) == RESULT
    assert work_out.times == 1


def test_it_is_dated_the_day_it_is_asked():
    work_out = Asked()
    ask(work_out)
    assert ask(work_out, today=TOMORROW) == {**RESULT, "calculated_on": "2026-11-23"}
    assert work_out.times == 1


class NewerEngine(SimpleEngine):
    version = "another"


class OtherEngine(SimpleEngine):
    name = "another"


RICHER = dataclasses.replace(HOUSEHOLD, capital=Decimal("7250.01"))
NEXT_DAY = dataclasses.replace(HOUSEHOLD, claim_date=TOMORROW)


@pytest.mark.parametrize(
    ("household", "change"),
    [
        (RICHER, {}),
        (NEXT_DAY, {}),
        (HOUSEHOLD, {"engine": NewerEngine()}),
        (HOUSEHOLD, {"engine": OtherEngine()}),
        (HOUSEHOLD, {"rules": {"council_tax": {"2026": "a" * 64}}}),
        (HOUSEHOLD, {"council_id": 2}),
    ],
    ids=["household", "claim date", "engine version", "engine", "council's rules", "council"],
)
def test_another_question_is_another_answer(household, change):
    ask(Asked())
    work_out = Asked()
    ask(work_out, household, **change)
    assert work_out.times == 1


def test_a_release_with_other_rules_or_words_asks_anew(monkeypatch, tmp_path):
    before = key_of(HOUSEHOLD, engine=SimpleEngine(), rules={}, council_id=1)
    (tmp_path / "__init__.py").write_text("# another release\n")
    monkeypatch.setattr(estimate_cache.calculator, "__file__", str(tmp_path / "__init__.py"))
    estimate_cache.own_rules.cache_clear()
    assert key_of(HOUSEHOLD, engine=SimpleEngine(), rules={}, council_id=1) != before
    estimate_cache.own_rules.cache_clear()


@pytest.mark.slow
@run_settings(max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(households(), households())
def test_only_equal_households_share_a_key(one, other):
    keys = [key_of(each, engine=SimpleEngine(), rules={}, council_id=1) for each in (one, other)]
    assert (keys[0] == keys[1]) == (one == other)


def test_redis_holds_nothing_that_can_be_read_or_guessed(monkeypatch):
    ask(Asked())
    ((key, value, seconds),) = stored()
    encrypted = JsonSerializer().loads(value)
    assert b"321.09" not in encrypted
    assert b"entitled" not in encrypted
    assert "7250" not in key
    assert 0 < seconds <= SECONDS
    # Without the platform's secret the key of a guessed household cannot be made.
    guessed = key_of(HOUSEHOLD, engine=SimpleEngine(), rules={}, council_id=1)
    monkeypatch.setattr(settings, "SECRET_KEY", "a guess")
    assert key.endswith(guessed)
    assert key_of(HOUSEHOLD, engine=SimpleEngine(), rules={}, council_id=1) != guessed


def test_an_entry_moved_under_another_key_is_not_believed():
    ask(Asked())
    mine, theirs = (key_of(each, engine=SimpleEngine(), rules={}, council_id=1) for each in (HOUSEHOLD, RICHER))
    cache.set(theirs, cache.get(mine))
    work_out = Asked()
    ask(work_out, RICHER)
    assert work_out.times == 1


def test_after_a_rotation_it_is_worked_out_again(monkeypatch):
    ask(Asked())
    monkeypatch.setattr(settings, "FIELD_KEYS", {"other": b"k" * 32})
    work_out = Asked()
    assert ask(work_out) == ask(work_out) == RESULT
    assert work_out.times == 1


@pytest.mark.usefixtures("redis_away")
def test_without_redis_it_is_worked_out_each_time(caplog):
    work_out = Asked()
    assert ask(work_out) == ask(work_out) == RESULT
    assert work_out.times == 2
    assert "estimate_cache_away" in caplog.text


def test_what_fails_is_not_kept():
    def fails():
        raise ConnectionError

    with pytest.raises(ConnectionError):
        ask(fails)
    assert stored() == []


# --- In the worker ------------------------------------------------------


DOCUMENT = {"claim_date": "2026-11-22", "region": "WALES", "adults": [{"role": "claimant", "age": 50}],
            "housing": {"tenure": "owner"}}  # fmt: skip


def worked_out(by, document=DOCUMENT):
    estimate = ask_estimate_for_household(household_json=document, by=by)
    run_estimate(council_id=estimate.council_id, public_id=estimate.public_id)
    estimate.refresh_from_db()
    assert estimate.state == Estimate.State.READY
    return estimate.result


@pytest.mark.slow
def test_the_worker_asks_the_engine_once_for_equal_households(visitor):
    first = worked_out(visitor)
    assert len(stored()) == 1
    assert worked_out(visitor) == first
    assert worked_out(visitor, {**DOCUMENT, "capital": None}) == first
    assert len(stored()) == 1


@pytest.mark.slow
def test_councils_share_nothing(visitor, sian):
    worked_out(visitor)
    with council_scope(sian.council.pk):
        worked_out(sian)
    assert len(stored()) == 2


@pytest.mark.slow
@pytest.mark.usefixtures("redis_away")
def test_the_worker_needs_no_redis(visitor):
    assert worked_out(visitor)["benefits"]
