"""Django's caches in Redis, and the one place that decides what happens when Redis is away.

`default` remembers: without Redis each process remembers for itself, so that nothing of it fails and limits of
libraries (sign-in with a password) still count. `counters` is shared or nothing: without Redis it raises RedisError,
and its callers say what that means (accounts/throttling.py, /healthz).
"""

from __future__ import annotations

import json
from typing import Any

import structlog
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.connection import ConnectionProxy
from redis import Redis
from redis.exceptions import RedisError

from core.circuit import redis_circuit

log = structlog.get_logger(__name__)
BYTES, JSON = b"b", b"j"
# Everything that the platform and its libraries ask a cache to do.
OPERATIONS = (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear",
)  # fmt: skip
counters = ConnectionProxy(caches, "counters")


class JsonSerializer:
    """Numbers, bytes, and what JSON knows: whoever can write into Redis cannot make us run anything."""

    def dumps(self, value: Any) -> int | bytes:
        """What Redis keeps. Integers stay such, so that it can count. Raises TypeError for anything else."""
        if type(value) is int:
            return value
        if isinstance(value, bytes):
            return BYTES + value
        return JSON + json.dumps(value, separators=(",", ":")).encode()

    def loads(self, kept: bytes) -> Any:
        """The value again."""
        kind, text = kept[:1], kept[1:]
        if kind == BYTES:
            return text
        return json.loads(text) if kind == JSON else int(kept)


class SharedCache(RedisCache):
    """Redis or an error, and never a long wait."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = PromptClient


class PromptClient(RedisCacheClient):
    """Asks nothing for a moment after an answer that did not come."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._clients: dict[Any, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        """Made once for each pool: making it takes longer than Redis takes to answer, and a page asks a dozen times."""
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)
        return self._clients[pool]


def _promptly(operation: str):
    original = getattr(RedisCacheClient, operation)

    def ask(self, *arguments, **named):
        with redis_circuit.asking():
            return original(self, *arguments, **named)

    return ask


class RememberingCache(SharedCache):
    """Redis, and while it is away the memory of this process, which then counts for itself."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._memory = LocMemCache("without-redis", params)


def _or_from_memory(operation: str):
    original = getattr(SharedCache, operation)

    def ask(self, *arguments, **named):
        try:
            return original(self, *arguments, **named)
        except RedisError:
            log.warning("cache_without_redis", operation=operation)
            return getattr(self._memory, operation)(*arguments, **named)

    return ask


for _operation in OPERATIONS:
    setattr(PromptClient, _operation, _promptly(_operation))
    setattr(RememberingCache, _operation, _or_from_memory(_operation))
