"""Waking screens: a topic has changed, whoever shows it asks for what is new, on threads that keep their connections.

A wake-up is a hint without content, sent on commit. Whoever misses one asks again a little later: rows are the truth.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import redis.asyncio
import structlog
from django.conf import settings
from django.db import Error, close_old_connections, connection, transaction
from redis.exceptions import RedisError

from core.cache import counters
from core.circuit import redis_circuit

PREFIX = "live:"
KEPT = "live-kept:"
# Before the name of the screen that changed rows itself; after that name, before what was told of the change.
CHANGED_BY, NEWS = b"changed-by:", b"\n"
# So many changes that were told wait for a screen; beyond that it reads the rows.
MOST_NEWS = 50
_screen: contextvars.ContextVar[bytes] = contextvars.ContextVar("screen", default=b"")
# How often a thread sees to its connection. Django's own way asks the database before each piece of work whether it is
# there.
CONNECTION_SECONDS = 30.0
_connections = threading.local()
Result = TypeVar("Result")
log = structlog.get_logger(__name__)


def wake(topic: str, news: bytes = b"") -> None:
    """Tell every process that `topic` has changed, when the transaction commits. Without Redis nobody is told. `news`:
    all that has changed, encrypted, for who can show it without reading the rows; b"": it is to be read.
    """
    payload = _screen.get() + (NEWS + news if news else b"")
    transaction.on_commit(functools.partial(say_in_passing, topic, payload))


@contextlib.contextmanager
def changes_of(screen: str) -> Iterator[None]:
    """What changes in the block is told to every screen but this one, which shows it by itself."""
    token = _screen.set(CHANGED_BY + screen.encode())
    try:
        yield
    finally:
        _screen.reset(token)


def say_in_passing(topic: str, payload: bytes) -> None:
    """Tell every screen of a topic something that is not kept, such as who is typing, at once. Without Redis nobody is
    told.
    """
    try:
        with redis_circuit.asking():
            counters._cache.get_client(None, write=True).publish(PREFIX + topic, payload)
    except RedisError:
        log.warning("screens_not_woken")


def keep_in_passing(name: str, who: str, value: bytes, *, topic: str, payload: bytes, seconds: int) -> None:
    """As say_in_passing, and keep `value` as what `who` says under `name` for so many seconds, for `kept` to find; b""
    removes what they said, and nobody else's.
    """
    try:
        with redis_circuit.asking():
            both = counters._cache.get_client(None, write=True).pipeline(transaction=False)
            if value:
                both.hset(KEPT + name, who, f"{time.time():.3f} ".encode() + value)
                both.expire(KEPT + name, seconds)
            else:
                both.hdel(KEPT + name, who)
            both.publish(PREFIX + topic, payload)
            both.execute()
    except RedisError:
        log.warning("screens_not_woken")


def kept(name: str, seconds: float) -> dict[str, tuple[bytes, float]]:
    """By who said it, what was said in the last `seconds` under this name, and how many seconds ago; nothing without
    Redis.
    """
    try:
        with redis_circuit.asking():
            found = counters._cache.get_client(None).hgetall(KEPT + name)
    except RedisError:
        return {}
    said = {who.decode(): value.partition(b" ")[::2] for who, value in found.items()}
    aged = {who: (value, max(time.time() - float(at), 0.0)) for who, (at, value) in said.items()}
    return {who: (value, age) for who, (value, age) in aged.items() if age < seconds}


class Ear:
    """What one screen's connection hears of its topics. Of what it changed itself (`changes_of`) it hears nothing."""

    def __init__(self, screen: str = "") -> None:
        self._own = CHANGED_BY + screen.encode()
        self._rang = asyncio.Event()
        self._rows = False
        # Whether rows had changed when `wait` returned last, and what was told of it, in order; [] where not all was.
        self.rows_changed = False
        self.news: list[bytes] = []
        self._news: list[bytes] = []
        self._untold = False
        self._heard: dict[bytes, None] = {}
        # How often it has rung: who waits may want to know whether it did, or the time was over.
        self.rings = 0

    def ring(self, payload: bytes) -> None:
        """Something has changed; `payload` is b"" for rows, or by whom and what (`wake`), else what was said in
        passing.
        """
        by, told, news = payload.partition(NEWS)
        if by == self._own:
            return
        self.rings += 1
        if by and not by.startswith(CHANGED_BY):
            # What is said again comes last: of two that cannot both be so, the later one counts.
            self._heard.pop(payload, None)
            self._heard[payload] = None
        else:
            self._rows = True
            self._untold = self._untold or not told or len(self._news) == MOST_NEWS
            self._news = [] if self._untold else [*self._news, news]
        self._rang.set()

    async def wait(self, seconds: float) -> list[bytes]:
        """Return when it rings, or after so many seconds: with what was said in passing since the last time, each once,
        in the order in which it was said last.
        """
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._rang.wait(), seconds)
        self._rang.clear()
        heard, self._heard = list(self._heard), {}
        self.rows_changed, self._rows = self._rows, False
        self.news, self._news, self._untold = self._news, [], False
        return heard


class Hub:
    """One connection to Redis for all the screens of a process, on one event loop.

    It hears every topic and passes on what somebody here listens to. After the line was lost everybody is woken: what
    they missed is in the rows.
    """

    AGAIN_SECONDS = 0.5

    def __init__(self, url: str) -> None:
        self._url = url
        self._ears: dict[str, set[Ear]] = {}
        self._task: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def listen(self, *topics: str, screen: str = "") -> AsyncIterator[Ear]:
        """Hear these topics while the block runs. What changed before it began is for the caller to read in it."""
        ear = Ear(screen)
        for topic in topics:
            self._ears.setdefault(topic, set()).add(ear)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._hear())
        try:
            yield ear
        finally:
            for topic in topics:
                self._ears[topic].discard(ear)
                if not self._ears[topic]:
                    del self._ears[topic]

    async def close(self) -> None:
        """Hear nothing more."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _hear(self) -> None:
        # Redis closes nothing that is silent, and neither do we.
        client = redis.asyncio.from_url(self._url, socket_timeout=None)
        try:
            while True:
                with contextlib.suppress(RedisError, OSError):
                    await self._hear_until_lost(client)
                await asyncio.sleep(self.AGAIN_SECONDS)
        finally:
            await client.aclose()

    async def _hear_until_lost(self, client: redis.asyncio.Redis) -> None:
        async with client.pubsub(ignore_subscribe_messages=True) as line:
            await line.psubscribe(f"{PREFIX}*")
            for ears in list(self._ears.values()):
                for ear in list(ears):
                    ear.ring(b"")
            async for message in line.listen():
                topic = message["channel"].decode().removeprefix(PREFIX)
                for ear in list(self._ears.get(topic, ())):
                    ear.ring(message["data"])


_hubs: dict[int, Hub] = {}


def hub() -> Hub:
    """The hub of the running event loop."""
    return _hubs.setdefault(id(asyncio.get_running_loop()), Hub(settings.REDIS_URL))


async def in_a_thread(threads: ThreadPoolExecutor, work: Callable[..., Result], *arguments: Any) -> Result:
    """What `work` gives. After an error of the database the thread connects anew."""
    return await asyncio.get_running_loop().run_in_executor(threads, _with_connection, work, arguments)


def _with_connection(work: Callable[..., Result], arguments: tuple[Any, ...]) -> Result:
    now = time.monotonic()
    if now >= getattr(_connections, "old_at", 0.0):
        close_old_connections()
        _connections.old_at = now + CONNECTION_SECONDS
    try:
        return work(*arguments)
    except Error:
        # It may have lost its server.
        connection.close()
        raise
