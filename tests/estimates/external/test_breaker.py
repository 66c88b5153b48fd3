"""The circuit breaker: opens after failures in a row, lets one probe through at a time, recovers, survives Redis."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from calculator.interface import EngineNonsense, EngineUnavailable
from core.outside.breaker import FAILURES_TO_OPEN, FIRST_PAUSE, LONGEST_PAUSE, PROBE_LEASE, Breaker, CircuitOpen
from tests.estimates.external.conftest import QUICK
from tests.estimates.external.standin import answer, fine, hang, late

AT_ONCE = 12


@pytest.fixture
def name():
    return uuid.uuid4().hex


@pytest.fixture
def breaker(name, clock):
    return Breaker(name, clock=clock)


def fail(breaker: Breaker, times: int = 1) -> None:
    for _ in range(times):
        breaker.failed(breaker.ask())


def wait_named(breaker: Breaker) -> float:
    with pytest.raises(CircuitOpen) as circuit:
        breaker.ask()
    return circuit.value.retry_after


def test_it_opens_after_failures_in_a_row(breaker):
    fail(breaker, FAILURES_TO_OPEN - 1)
    assert not breaker.is_open()
    fail(breaker)
    assert wait_named(breaker) == FIRST_PAUSE


def test_a_success_between_starts_the_count_again(breaker):
    fail(breaker, FAILURES_TO_OPEN - 1)
    breaker.succeeded(breaker.ask())
    fail(breaker, FAILURES_TO_OPEN - 1)
    assert not breaker.is_open()


def test_other_processes_see_it(breaker, name, clock):
    fail(breaker, FAILURES_TO_OPEN)
    assert wait_named(Breaker(name, clock=clock)) == FIRST_PAUSE
    assert not Breaker("another", clock=clock).is_open()


def test_one_probe_alone_may_ask_a_half_open_circuit(breaker, clock):
    fail(breaker, FAILURES_TO_OPEN)
    clock.now += FIRST_PAUSE
    probe = breaker.ask()
    assert probe.probe
    assert wait_named(breaker) == PROBE_LEASE
    breaker.succeeded(probe)
    assert not breaker.is_open()
    assert not breaker.ask().probe


def test_each_failed_probe_doubles_the_pause_up_to_a_quarter_of_an_hour(breaker, clock):
    fail(breaker, FAILURES_TO_OPEN)
    pauses = []
    for _ in range(7):
        pauses.append(wait_named(breaker))
        clock.now += pauses[-1]
        fail(breaker)
    assert pauses == [30, 60, 120, 240, 480, 900, LONGEST_PAUSE]
    clock.now += LONGEST_PAUSE
    breaker.succeeded(breaker.ask())
    fail(breaker, FAILURES_TO_OPEN)
    assert wait_named(breaker) == FIRST_PAUSE


def test_who_asks_us_to_stay_away_is_left_alone_at_once(breaker):
    breaker.failed(breaker.ask(), pause=600)
    assert wait_named(breaker) == 600


def test_an_answer_that_was_on_its_way_when_it_opened_changes_nothing(breaker):
    early_success, early_failure = breaker.ask(), breaker.ask()
    fail(breaker, FAILURES_TO_OPEN)
    breaker.succeeded(early_success)
    breaker.failed(early_failure)
    assert wait_named(breaker) == FIRST_PAUSE


def test_a_probe_whose_process_died_is_taken_over(breaker, name, clock):
    fail(breaker, FAILURES_TO_OPEN)
    clock.now += FIRST_PAUSE
    breaker.ask()
    # Redis forgets the lease after its time.
    cache.delete(f"breaker:{name}:probe")
    assert breaker.ask().probe


def test_closed_by_hand_it_forgets(breaker):
    fail(breaker, FAILURES_TO_OPEN)
    breaker.close()
    fail(breaker, FAILURES_TO_OPEN - 1)
    assert not breaker.is_open()


def test_without_redis_everybody_may_ask(breaker, settings, caplog):
    settings.CACHES = {name: {**one, "LOCATION": "unix:///nowhere/redis.sock"} for name, one in settings.CACHES.items()}
    fail(breaker, FAILURES_TO_OPEN + 1)
    breaker.succeeded(breaker.ask())
    breaker.close()
    assert not breaker.is_open()
    assert "breaker_without_redis" in caplog.text


# --- With the engine and real requests ------------------------------------------------------------------------------


def attempt(engine, household) -> str:
    try:
        engine.estimate(household)
    except EngineUnavailable as away:
        return str(away)
    except EngineNonsense:
        return "nonsense"
    return "ok"


def at_once(engines, household) -> list[str]:
    """All of them together, from a thread each."""
    start = threading.Barrier(len(engines))

    def go(engine) -> str:
        start.wait()
        return attempt(engine, household)

    with ThreadPoolExecutor(len(engines)) as threads:
        return list(threads.map(go, engines))


def test_after_failures_nobody_is_asked(engine, household, stand_in, exchanges):
    stand_in.script = [answer(500, b"")] * 10
    assert [attempt(engine, household) for _ in range(5)] == ["server_error"] * 3 + ["The circuit is open."] * 2
    assert len(stand_in.requests) == FAILURES_TO_OPEN
    assert [each.outcome for each in exchanges] == ["server_error"] * 3 + ["open_circuit"] * 2


def test_nonsense_opens_it_too_and_a_rejected_question_does_not(engine, household, stand_in):
    stand_in.script = [answer(400, b"")] * 5
    assert [attempt(engine, household) for _ in range(5)] == ["nonsense"] * 5
    stand_in.script = [answer(200, b"<html>")] * 5
    assert [attempt(engine, household) for _ in range(4)] == ["nonsense"] * 3 + ["The circuit is open."]


def test_half_open_under_threads_one_probe_is_sent_and_it_recovers(make_engine, household, stand_in, clock):
    engines = [make_engine() for _ in range(AT_ONCE)]
    stand_in.script = [answer(500, b"")] * FAILURES_TO_OPEN
    for engine in engines[:FAILURES_TO_OPEN]:
        attempt(engine, household)
    clock.now += FIRST_PAUSE
    stand_in.requests.clear()
    stand_in.script = [late(fine(), 0.3)]
    assert sorted(at_once(engines, household)) == ["The circuit is open."] * (AT_ONCE - 1) + ["ok"]
    assert len(stand_in.requests) == 1
    assert at_once(engines, household) == ["ok"] * AT_ONCE


@pytest.mark.slow
def test_half_open_under_threads_a_probe_that_fails_keeps_everybody_away(make_engine, household, stand_in, clock):
    engines = [make_engine() for _ in range(AT_ONCE)]
    stand_in.script = [answer(500, b"")] * FAILURES_TO_OPEN
    for engine in engines[:FAILURES_TO_OPEN]:
        attempt(engine, household)
    clock.now += FIRST_PAUSE
    stand_in.requests.clear()
    stand_in.script = [hang] * AT_ONCE
    assert sorted(at_once(engines, household)) == ["The circuit is open."] * (AT_ONCE - 1) + ["timed_out"]
    assert at_once(engines, household) == ["The circuit is open."] * AT_ONCE
    assert len(stand_in.requests) == 1


def test_many_at_once_on_a_service_that_hangs_end_within_the_limit_and_open_it(make_engine, household, stand_in):
    engines = [make_engine() for _ in range(AT_ONCE)]
    stand_in.script = [hang] * AT_ONCE
    assert set(at_once(engines, household)) <= {"timed_out", "The circuit is open."}
    assert attempt(make_engine(limits=QUICK), household) == "The circuit is open."
