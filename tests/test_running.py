"""`make run` for real: outside servers, children that die or hang, Ctrl-C, a second start, a killed supervisor."""

from __future__ import annotations

import os
import shutil
import signal
import socket

import psycopg2
import pytest
import redis

from betteroff.local.services import EmbeddedServices, running_environment
from tests.platform_process import Platform, open_folder, processes_of, until

pytestmark = pytest.mark.slow

FIRST_PAGE_BUDGET_SECONDS = 20
CHILDREN = ["web", "worker-default", "worker-documents", "worker-estimates", "beat"]


@pytest.fixture(scope="module")
def outside_servers():
    """PostgreSQL and Redis that somebody else runs."""
    folder = open_folder()
    with EmbeddedServices(folder, database="elsewhere", durable=False) as services:
        yield services.environment
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def platform(outside_servers):
    """A healthy platform on outside servers."""
    folder = open_folder()
    running = Platform(folder, **outside_servers)
    try:
        running.wait_ready()
        running.wait_healthy()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder)


@pytest.fixture
def folder():
    """A data folder whose processes are gone after the test."""
    path = open_folder()
    yield path
    for pid in processes_of(path):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(path)


def audit_trail(database_url: str) -> set[str]:
    """The hashes of Calderbrook's audit trail."""
    connection = psycopg2.connect(database_url)
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.council_id', id::text, true) FROM accounts_council WHERE slug = 'calderbrook'"
        )
        cursor.execute("SELECT hash FROM accounts_auditevent")
        hashes = {row[0] for row in cursor.fetchall()}
    connection.close()
    return hashes


def test_outside_servers_serve_both_councils(platform, outside_servers):
    assert audit_trail(outside_servers["DATABASE_URL"])
    assert platform.get("/")[0] == 200
    for host, name in (("calderbrook.localhost", "Calderbrook Council"), ("southmere.localhost", "Southmere Council")):
        status, body = platform.get("/", host=host)
        assert status == 200
        assert name in body
    assert "starting PostgreSQL" not in platform.output.read_text()


@pytest.mark.parametrize("child", ["web", "worker-documents", "beat"])
def test_a_killed_child_comes_back(platform, outside_servers, child):
    before = platform.pid_of(child)
    os.kill(before, signal.SIGKILL)
    until(lambda: platform.pid_of(child) != before, 30, f"{child} to be started again")
    # What the dead worker reported last would look like life for some seconds.
    redis.from_url(outside_servers["REDIS_URL"]).delete(":1:worker-alive:documents")
    platform.wait_healthy()


def test_health_fails_while_a_worker_hangs(platform):
    pid = platform.pid_of("worker-documents")
    os.kill(pid, signal.SIGSTOP)
    try:
        until(lambda: platform.health().get("queue:documents") is False, 30, "the silent queue to be noticed")
        assert platform.health()["queue:default"]
    finally:
        os.kill(pid, signal.SIGCONT)
    platform.wait_healthy()


def test_stops_on_ctrl_c_and_starts_again_with_its_data(folder):
    first = Platform(folder)
    first.wait_ready()
    trail = audit_trail(running_database(folder))
    assert trail
    assert first.stop() == 0
    assert processes_of(folder) == []
    assert all(f"stopped child={name}" in first.output.read_text() for name in CHILDREN)

    second = Platform(folder)
    assert second.wait_first_page() <= FIRST_PAGE_BUDGET_SECONDS
    assert trail <= audit_trail(running_database(folder))

    assert second.stop(signal.SIGKILL) == -signal.SIGKILL
    until(lambda: processes_of(folder) == [], 30, "children to go with their killed parent")


def running_database(folder) -> str:
    """Where the embedded database of this folder listens."""
    return running_environment(folder)["DATABASE_URL"]


def test_a_taken_port_is_said_plainly(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = Platform(folder, PORT=str(port))
        assert running.process.wait(60) == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in running.output.read_text()


def test_one_outside_server_alone_is_refused(folder, outside_servers):
    running = Platform(folder, REDIS_URL=outside_servers["REDIS_URL"])
    assert running.process.wait(60) == 1
    assert "Set both DATABASE_URL and REDIS_URL, or neither" in running.output.read_text()
