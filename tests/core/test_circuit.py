"""Redis that does not answer is waited for once, not by everybody."""

from __future__ import annotations

import socket
import threading
import time
import uuid

import pytest
from celery import current_app
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSilent

from core.cache import counters
from core.circuit import ANSWER_SECONDS, PAUSE_SECONDS, Circuit, NotAsked, redis_circuit
from core.tasks import enqueue


class Clock:
    """A clock that the test moves."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def circuit(clock):
    return Circuit(clock=clock)


def fails(circuit, error):
    with pytest.raises(type(error)), circuit.asking():
        raise error


def asked(circuit) -> bool:
    try:
        with circuit.asking():
            return True
    except NotAsked:
        return False


def test_after_silence_nobody_asks_for_a_while(circuit, clock):
    assert asked(circuit)
    fails(circuit, RedisSilent())
    assert not asked(circuit)
    clock.now += PAUSE_SECONDS - 0.01
    assert not asked(circuit)
    clock.now += 0.01
    assert asked(circuit)
    assert asked(circuit)


def test_then_one_asks_alone(circuit, clock):
    fails(circuit, RedisSilent())
    clock.now += PAUSE_SECONDS
    with circuit.asking():
        assert not asked(circuit)
    assert asked(circuit)


def test_and_its_silence_begins_anew(circuit, clock):
    fails(circuit, RedisSilent())
    clock.now += PAUSE_SECONDS
    fails(circuit, TimeoutError())
    assert not asked(circuit)


def test_a_refusal_costs_nothing_so_everybody_asks(circuit):
    fails(circuit, RedisAway())
    assert asked(circuit)


def test_silence_is_seen_behind_another_error(circuit):
    with pytest.raises(ZeroDivisionError), circuit.asking():
        try:
            raise RedisSilent
        except RedisSilent as problem:
            raise ZeroDivisionError from problem
    assert not asked(circuit)


def test_not_being_asked_is_like_being_away():
    assert issubclass(NotAsked, RedisAway)


# --- A server that takes connections and says nothing ---------------------------------------------------------------


@pytest.fixture
def frozen(settings, monkeypatch, broker):
    """Redis takes connections, and says nothing: as one does whose process is stopped."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        settings.CACHES = {name: {**one, "LOCATION": address} for name, one in settings.CACHES.items()}
        broker(address)
        yield
    with redis_circuit._lock:
        redis_circuit._until = None


@pytest.fixture
def broker(monkeypatch):
    """Set where the broker is."""

    def at(address):
        monkeypatch.setattr(current_app.conf, "broker_write_url", address)
        monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
        monkeypatch.setattr(current_app, "_pool", None)

    return at


def seconds(work) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


@pytest.mark.slow
@pytest.mark.usefixtures("frozen")
@pytest.mark.django_db(transaction=True)
def test_frozen_redis_keeps_who_sends_a_claim_waiting_once():
    def wake():
        with transaction.atomic():
            enqueue("claims.make_document", 1, str(uuid.uuid4()))

    assert seconds(wake) < ANSWER_SECONDS + 0.9
    assert seconds(lambda: [wake() for _ in range(10)]) < 0.5
    assert seconds(lambda: [caches["default"].get("x") for _ in range(10)]) < 0.5


@pytest.mark.slow
@pytest.mark.usefixtures("frozen")
def test_frozen_redis_is_an_error_to_who_counts_and_memory_to_who_remembers():
    with pytest.raises(RedisSilent):
        counters.get("x")
    with pytest.raises(NotAsked):
        counters.incr("x")
    caches["default"].set("x", [1, 2], 60)
    assert caches["default"].get("x") == [1, 2]
    caches["default"].clear()


@pytest.mark.slow
@pytest.mark.usefixtures("frozen")
@pytest.mark.django_db
def test_only_one_of_several_people_waits(calderbrook):
    times: list[float] = []
    ask = lambda: times.append(seconds(lambda: Client().get("/healthz", HTTP_HOST="localhost")))  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(times) < 3
