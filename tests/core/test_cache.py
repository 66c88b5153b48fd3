"""What the caches keep is data, and what happens without Redis is decided in one place."""

from __future__ import annotations

import pickle

import pytest
from django.core.cache import cache, caches
from redis.exceptions import RedisError

from core.cache import OPERATIONS, JsonSerializer, counters


@pytest.fixture
def redis_away(settings):
    """Nobody is at Redis's address."""
    settings.CACHES = {name: {**one, "LOCATION": "unix:///nowhere/redis.sock"} for name, one in settings.CACHES.items()}
    yield
    cache.clear()


@pytest.mark.parametrize("value", [0, -5, True, None, "", "12", b"", b"12", b"j1", 1.5, [1.5, 2.5], {"until": 1.0}])
@pytest.mark.parametrize("which", [cache, counters])
def test_what_is_kept_comes_back(which, value):
    which.set("key", value, 5)
    assert which.get("key") == value
    assert type(which.get("key")) is type(value)


def test_numbers_are_counted():
    counters.set("key", 5, 5)
    assert counters.incr("key") == 6
    assert counters.get("key") == 6


def test_what_is_no_data_is_refused():
    with pytest.raises(TypeError):
        cache.set("key", object(), 5)


def test_nothing_that_is_read_is_run():
    with pytest.raises(ValueError, match="invalid literal"):
        JsonSerializer().loads(pickle.dumps([1]))


def test_both_are_the_same_redis():
    cache.set("key", "value", 5)
    assert counters.get("key") == "value"


@pytest.mark.usefixtures("redis_away")
def test_without_redis_the_process_remembers():
    assert cache.add("key", 1, 5)
    assert not cache.add("key", 1, 5)
    assert cache.incr("key") == 2
    cache.set_many({"a": 1, "b": 2}, 5)
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert "a" in cache
    assert cache.touch("a", 5)
    cache.delete_many(["a"])
    cache.delete("b")
    assert cache.get("a") is cache.get("b") is None


@pytest.mark.usefixtures("redis_away")
@pytest.mark.parametrize(
    "ask",
    [
        lambda: counters.add("key", 1), lambda: counters.get("key"), lambda: counters.set("key", 1),
        lambda: counters.touch("key"), lambda: counters.delete("key"), lambda: counters.get_many(["key"]),
        lambda: counters.has_key("key"), lambda: counters.incr("key"), lambda: counters.set_many({"key": 1}),
        lambda: counters.delete_many(["key"]), lambda: counters.clear(),
    ],
)  # fmt: skip
def test_without_redis_who_counts_is_told(ask):
    with pytest.raises(RedisError):
        ask()


def test_every_operation_that_reaches_redis_is_decided_about():
    backend = caches["default"]
    reaching = {name for name in vars(type(backend._cache).__mro__[1]) if not name.startswith("_")} - {"get_client"}
    assert reaching == set(OPERATIONS)
