"""Waking screens, over a real Redis."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import OperationalError, connection, transaction

from betteroff.local.services import EmbeddedServices
from core.live import (
    KEPT,
    PREFIX,
    Ear,
    Hub,
    changes_of,
    in_a_thread,
    keep_in_passing,
    kept,
    say_in_passing,
    wake,
)
from tests.platform_process import open_folder


def in_loop(work):
    """Run async work with a hub of its own."""

    async def run():
        hub = Hub(settings.REDIS_URL)
        try:
            return await work(hub)
        finally:
            await hub.close()

    return async_to_sync(run)()


def subscribers() -> int:
    return redis.from_url(settings.REDIS_URL).pubsub_numpat()


async def until_heard(hub: Hub, count: int) -> None:
    """The hub's own line stands."""
    while subscribers() < count:
        await asyncio.sleep(0)


@pytest.mark.django_db(transaction=True)
def test_a_screen_hears_its_topics_and_no_others():
    before = subscribers()

    async def work(hub):
        async with hub.listen("help:1:a") as ear, hub.listen("help:1:b") as other:
            await until_heard(hub, before + 1)
            await ear.wait(5)
            await other.wait(5)
            await asyncio.to_thread(say_in_passing, "help:1:a", b"typing:resident")
            await asyncio.to_thread(say_in_passing, "help:2:a", b"typing:resident")
            return await ear.wait(5), await other.wait(0.05)

    assert in_loop(work) == ([b"typing:resident"], [])


@pytest.mark.django_db(transaction=True)
def test_rows_wake_on_commit_only():
    line = redis.from_url(settings.REDIS_URL).pubsub(ignore_subscribe_messages=True)
    line.psubscribe(f"{PREFIX}*")
    line.get_message(timeout=5)
    with transaction.atomic():
        wake("help:1:rows")
        assert line.get_message() is None
    assert line.get_message(timeout=5)["channel"] == f"{PREFIX}help:1:rows".encode()
    line.close()


@pytest.mark.django_db(transaction=True)
def test_a_screen_is_not_woken_by_what_it_changes_itself():
    before = subscribers()

    def change():
        with transaction.atomic(), changes_of("one"):
            wake("help:1:a")

    async def work(hub):
        async with hub.listen("help:1:a", screen="one") as one, hub.listen("help:1:a", screen="two") as two:
            await until_heard(hub, before + 1)
            await one.wait(5)
            await two.wait(5)
            await asyncio.to_thread(change)
            await two.wait(5)
            heard = two.rows_changed
            await one.wait(0.05)
            return heard, one.rows_changed

    assert in_loop(work) == (True, False)


def test_who_listens_no_more_is_forgotten():
    async def work(hub):
        async with hub.listen("help:1:a"), hub.listen("help:1:a", "desk:1"):
            assert set(hub._ears) == {"help:1:a", "desk:1"}
        return hub._ears

    assert in_loop(work) == {}


@pytest.mark.slow
def test_after_a_redis_that_went_away_everybody_looks_again():
    folder = open_folder()
    try:
        with EmbeddedServices(folder, database="elsewhere", durable=False) as services:
            url = services.environment["REDIS_URL"]

            async def work():
                hub = Hub(url)
                async with hub.listen("help:1:a") as ear:
                    client = redis.from_url(url)
                    while not client.pubsub_numpat():
                        await asyncio.sleep(0)
                    await ear.wait(5)
                    client.client_kill_filter(_type="pubsub")
                    # Rung by the line that stands again, with nothing said.
                    assert await asyncio.wait_for(ear.wait(60), 20) == []
                    client.publish(f"{PREFIX}help:1:a", b"typing:adviser")
                    assert await ear.wait(20) == [b"typing:adviser"]
                await hub.close()

            async_to_sync(work)()
    finally:
        shutil.rmtree(Path(folder))


def test_without_redis_nothing_fails(settings):
    settings.CACHES = {name: {**one, "LOCATION": "unix:///nowhere/redis.sock"} for name, one in settings.CACHES.items()}
    say_in_passing("help:1:a", b"typing:resident")
    keep_in_passing("here", "1", b"a", topic="help:1:a", payload=b"at:a", seconds=20)
    assert kept("here", 20) == {}


def server() -> int:
    """Which of the database's processes answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def hang_up() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.mark.django_db(transaction=True)
def test_a_thread_keeps_its_connection_until_it_is_lost():
    with ThreadPoolExecutor(max_workers=1) as threads:
        ask = async_to_sync(in_a_thread)
        first = ask(threads, server)
        assert ask(threads, server) == first
        with pytest.raises(OperationalError):
            ask(threads, hang_up)
        assert ask(threads, server) != first
        threads.submit(lambda: connection.close()).result()


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_in_passing_is_heard_and_found_for_a_while():
    before = subscribers()

    async def work(hub):
        async with hub.listen("help:1:a") as ear:
            await until_heard(hub, before + 1)
            await ear.wait(5)
            for value in (b"b", b"a"):
                said = {"topic": "help:1:a", "payload": b"at:" + value, "seconds": 20}
                await asyncio.to_thread(keep_in_passing, "here", "1", value, **said)
            heard: list[bytes] = []
            while len(heard) < 2:
                heard += await ear.wait(5)
            return heard

    assert in_loop(work) == [b"at:b", b"at:a"]
    assert kept("here", 20)["1"][0] == b"a"
    assert 0 < redis.from_url(settings.REDIS_URL).ttl(KEPT + "here") <= 20
    keep_in_passing("here", "2", b"c", topic="help:1:a", payload=b"at:c", seconds=20)
    keep_in_passing("here", "1", b"", topic="help:1:a", payload=b"at:", seconds=20)
    found = kept("here", 20)
    assert (list(found), found["2"][0], 0 <= found["2"][1] < 20) == (["2"], b"c", True)
    assert kept("here", 0) == {}


def test_the_latest_word_comes_last():
    async def work():
        ear = Ear()
        for payload in (b"at:b", b"at:a", b"at:b"):
            ear.ring(payload)
        return await ear.wait(1)

    assert async_to_sync(work)() == [b"at:a", b"at:b"]
