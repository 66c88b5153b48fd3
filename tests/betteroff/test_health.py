"""/healthz says what fails, /metrics needs its token, and logs hold no personal data."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import socket
import time

import pytest
import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import DataError, connection
from django.test import Client

from betteroff.celery import heartbeat_key
from betteroff.health import database_answers, forget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def looked_at_anew():
    """What was found in one test is not told in the next."""
    forget()


def every_worker_reports():
    for queue in settings.QUEUES:
        cache.set(heartbeat_key(queue), True, 10)


def health(host="localhost"):
    response = Client().get("/healthz", HTTP_HOST=host)
    return response.status_code, response.json()


@pytest.mark.parametrize("host", ["localhost", "calderbrook.localhost"])
def test_all_is_well(calderbrook, host):
    every_worker_reports()
    status, body = health(host)
    assert status == 200
    assert body["status"] == "ok"
    assert set(body["checks"]) == {"database", "redis", "disk", *(f"queue:{name}" for name in settings.QUEUES)}
    assert all(body["checks"].values())


@pytest.mark.parametrize("queue", settings.QUEUES)
def test_a_silent_queue_fails_alone(queue):
    every_worker_reports()
    cache.delete(heartbeat_key(queue))
    status, body = health()
    assert status == 503
    assert [name for name, passed in body["checks"].items() if not passed] == [f"queue:{queue}"]


def test_a_full_disk_fails(monkeypatch):
    every_worker_reports()
    monkeypatch.setattr("betteroff.health.FREE_DISK_BYTES", 10**18)
    status, body = health()
    assert status == 503
    assert not body["checks"]["disk"]


def test_redis_that_does_not_answer_fails(settings):
    settings.CACHES = {name: {**one, "LOCATION": "redis://127.0.0.1:1/0"} for name, one in settings.CACHES.items()}
    status, body = health()
    assert status == 503
    assert not body["checks"]["redis"]
    assert body["checks"]["database"]


@pytest.fixture
def database_at(monkeypatch):
    """Set where the database is."""

    def at(**where):
        for name, value in where.items():
            monkeypatch.setitem(connection.settings_dict, name, value)

    return at


def test_a_database_that_is_away_fails_on_every_host(database_at):
    every_worker_reports()
    database_at(HOST="/nowhere")
    for host in ("localhost", "calderbrook.localhost", "nobody.example"):
        status, body = health(host)
        assert status == 503
        assert [name for name, passed in body["checks"].items() if not passed] == ["database"]


@pytest.mark.slow
def test_a_database_that_is_frozen_fails_in_time(database_at):
    every_worker_reports()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database_at(HOST="127.0.0.1", PORT=str(silent.getsockname()[1]))
        began = time.monotonic()
        assert not database_answers()
        assert time.monotonic() - began < 2.5


def test_health_is_looked_at_once_a_second_however_often_it_is_asked_for(monkeypatch):
    every_worker_reports()
    assert health()[0] == 200
    monkeypatch.setattr("betteroff.health.FREE_DISK_BYTES", 10**18)
    assert health()[0] == 200
    monkeypatch.setattr("betteroff.health.KEPT_SECONDS", 0)
    assert health()[0] == 503


def test_health_needs_no_https_and_no_host(settings):
    every_worker_reports()
    settings.SECURE_SSL_REDIRECT = True
    assert health("nobody.example")[0] == 200
    assert Client().head("/healthz", HTTP_HOST="localhost").status_code == 200


@pytest.mark.parametrize("given", ["", "Bearer wrong", f"bearer {settings.METRICS_TOKEN}"])
def test_metrics_are_not_for_everybody(given):
    assert Client().get("/metrics", HTTP_HOST="localhost", HTTP_AUTHORIZATION=given).status_code == 404


def test_metrics_for_who_holds_the_token():
    Client().get("/", HTTP_HOST="localhost")
    bearer = f"Bearer {settings.METRICS_TOKEN}"
    response = Client().get("/metrics", HTTP_HOST="localhost", HTTP_AUTHORIZATION=bearer)
    assert response.status_code == 200
    assert b"django_http_responses_total_by_status" in response.content


def test_nobody_gets_metrics_without_a_token_set(settings):
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", HTTP_HOST="localhost", HTTP_AUTHORIZATION="Bearer ").status_code == 404


# --- logs ---


@pytest.fixture
def log():
    """Everything the platform's own logging writes, as text."""
    stream = io.StringIO()
    handlers = {"console": {**settings.LOGGING["handlers"]["console"], "stream": stream}}
    logging.config.dictConfig({**settings.LOGGING, "handlers": handlers})
    yield stream
    logging.config.dictConfig(settings.LOGGING)


def test_a_request_is_logged_without_who_or_what(calderbrook, log):
    headers = {"HTTP_HOST": "calderbrook.localhost", "HTTP_USER_AGENT": "Alice's phone", "REMOTE_ADDR": "192.0.2.7"}
    Client().get("/resume/one-time-token/?email=alice@example.org", **headers)
    Client().get("/sign/one-time-token/", **headers)
    Client().post("/contact/?q=AB123456C", {"name": "Alice Ashworth"}, **headers)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {"GET /resume/…/", "GET /sign/…/", "POST /contact/"} <= {line.get("request") for line in lines}
    for secret in ("one-time-token", "alice@", "AB123456C", "Ashworth", "Alice's phone", "192.0.2.7"):
        assert secret not in log.getvalue()


def test_an_exception_is_logged_without_its_message(log):
    try:
        with connection.cursor() as cursor:
            # PostgreSQL quotes the value in its message.
            cursor.execute("SELECT 'alice@example.org'::integer")
    except DataError as problem:
        structlog.get_logger("django_structlog.test").exception("request_failed", email="alice@example.org")
        logging.getLogger("django.request").error("Internal Server Error: %s", "/", exc_info=True)
        logging.getLogger("unknown.library").error("could not", exc_info=problem)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line["exception"] for line in lines] == ["django.db.utils.DataError"] * 3
    assert all(any("test_health.py" in frame for frame in line["frames"]) for line in lines)
    assert "alice@" not in log.getvalue()


def test_a_failed_task_is_logged_without_its_arguments(log):
    told = {"name": "estimates.run_estimate", "id": "7f", "exc": "ValueError('Alice')", "args": "('Alice',)"}
    logging.getLogger("celery.app.trace").error("Task %(name)s[%(id)s] raised %(exc)s %(args)s", told)
    line = json.loads(log.getvalue())
    assert line["event"] == "task_failed"
    assert (line["task"], line["task_id"]) == ("estimates.run_estimate", "7f")
    assert "Alice" not in log.getvalue()


def test_the_embedded_server_logs_no_values():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name ~ '^log_(error_v|min_error_s)'")
        assert dict(cursor.fetchall()) == {"log_error_verbosity": "terse", "log_min_error_statement": "panic"}
