"""Every address of the access matrix once more: HEAD answers as GET does, and without Redis nothing fails."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.access.table import BODIES, PLATFORM, ROWS
from tests.test_access import call, world  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow
PERSONAS = ("nobody", "owner", "advisor")


def test_head_answers_wherever_get_does(world):  # noqa: F811 - the fixture
    wrong = []
    for row in ROWS:
        if row.method != "GET":
            continue
        for persona in ("owner",):
            browser, arguments = world.browser(persona), world.arguments[row.names]
            got = call(browser, row, arguments)
            headed = browser.client.head(reverse(row.name, args=arguments), HTTP_HOST=browser.host)
            if (headed.status_code, headed.content) != (got.status_code, b""):
                wrong.append(f"{row.name} as {persona}: {headed.status_code}, not {got.status_code}")
    for row in PLATFORM:
        address = reverse(row.name, settings.PLATFORM_URLCONF)
        status = Client().head(address, HTTP_HOST="localhost").status_code
        if status != Client().get(address, HTTP_HOST="localhost").status_code:
            wrong.append(f"{row.name} of the platform: {status}")
    assert wrong == []


def test_without_redis_nothing_fails(world, settings, broker_away):  # noqa: F811 - the fixture
    settings.CACHES = {name: {**one, "LOCATION": "unix:///nowhere/redis.sock"} for name, one in settings.CACHES.items()}
    wrong = []
    for row in (row for row in ROWS if row.method == "POST" or not row.names):
        for persona in PERSONAS:
            status = call(world.browser(persona), row, world.arguments[row.names]).status_code
            if status >= 500 and row.name != "health":
                wrong.append(f"{row.method} {row.name} as {persona}: {status}")
    assert wrong == []
    assert any(row.method == "POST" and row.name in BODIES for row in ROWS)
