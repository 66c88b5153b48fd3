"""`/healthz`: database, Redis, each worker queue and disk, within three seconds whatever is dead or frozen.

It is answered before anything that needs the database (betteroff/middleware.py), on threads of its own
(betteroff/serving/door.py).
"""

from __future__ import annotations

import select
import shutil
import threading
import time
from typing import Any

import psycopg2
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from psycopg2 import extensions
from redis.exceptions import RedisError

from betteroff.celery import heartbeat_key
from core.cache import counters

FREE_DISK_BYTES = 200 * 1024 * 1024
DATABASE_SECONDS = 1.5
# However often health is asked for, it is looked at once in this time.
KEPT_SECONDS = 1.0
FAILING = 503


class _Kept:
    """What was found last, and when."""

    lock = threading.Lock()
    at: float | None = None
    checks: dict[str, bool] = {}


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """What works and what does not; 503 when one of them fails."""
    with _Kept.lock:
        if _Kept.at is None or time.monotonic() - _Kept.at > KEPT_SECONDS:
            _Kept.checks, _Kept.at = look(), time.monotonic()
        checks = _Kept.checks
    healthy = all(checks.values())
    body = {"status": "ok" if healthy else "failing", "checks": checks}
    response = JsonResponse(body, status=200 if healthy else FAILING)
    response["Cache-Control"] = "no-store"
    return response


def forget() -> None:
    """Look again at the next question."""
    _Kept.at = None


def look() -> dict[str, bool]:
    """Each check, and whether it passes."""
    checks = {"database": database_answers(), "disk": _disk_has_room()}
    reports = _reports()
    checks["redis"] = reports is not None
    return checks | {f"queue:{queue}": bool((reports or {}).get(heartbeat_key(queue))) for queue in settings.QUEUES}


def database_answers(seconds: float = DATABASE_SECONDS) -> bool:
    """Whether a new connection answers a query in time: one that is open already might wait for ever."""
    parameters: dict[str, Any] = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    until = time.monotonic() + seconds
    try:
        asked = psycopg2.connect(**parameters, async_=True)
    except psycopg2.Error:
        return False
    try:
        _wait(asked, until)
        cursor = asked.cursor()
        cursor.execute("SELECT 1")
        _wait(asked, until)
        return cursor.fetchone() == (1,)
    except (psycopg2.Error, TimeoutError):
        return False
    finally:
        asked.close()


def _wait(asked: extensions.connection, until: float) -> None:
    """Until the connection has done what it was asked. Raises TimeoutError, and psycopg2's errors."""
    while (state := asked.poll()) != extensions.POLL_OK:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        poll = select.poll()
        poll.register(asked.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
        poll.poll(left * 1000)


def _reports() -> dict[str, Any] | None:
    """What the workers reported; None when Redis does not answer."""
    try:
        counters.set("health", True, 5)
        found = counters.get_many(["health", *map(heartbeat_key, settings.QUEUES)])
    except RedisError:
        return None
    return found if found.get("health") else None


def _disk_has_room() -> bool:
    return shutil.disk_usage(settings.VAR_DIR).free > FREE_DISK_BYTES
