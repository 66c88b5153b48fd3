"""The test room: the app's own database role, two councils, named people, and no network."""

from __future__ import annotations

import gc
import os
import socket
import threading
import time
from types import SimpleNamespace

import hypothesis
import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.backends.signals import connection_created
from django.utils import translation
from django_ratelimit import core as ratelimit

from betteroff.management.commands.prepare_database import connected_as, grant_to
from core.fragments import fragments
from core.govuk.frames import frames
from core.tenancy import EVERYBODY

pytest_plugins = ["tests.emptying", "tests.people", "tests.strict", "tests.access.world"]

# The same examples on every run: what fails, fails for everybody. HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True, database=None, deadline=None)
hypothesis.settings.register_profile("explore", print_blob=True, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_xdist_make_scheduler(config, log):
    """Who runs what when there are several processes."""
    from tests.scheduling import ByFile

    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Journeys come first, then files with slow tests: at the end nobody waits for one process."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.get_closest_marker("journey") is None, item.path not in slow))


def pytest_collection_finish():
    """What is imported by now stays: the collector need not walk it again and again while the tests run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Make the test database as the owner, then work in it as the role that owns and bypasses nothing."""
    app_role, real_name = connection.settings_dict["USER"], connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        with connected_as(settings.DATABASE_OWNER_URL):
            name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            grant_to(app_role, truncate=True)
        connection.settings_dict["NAME"] = name
        yield
        with connected_as(settings.DATABASE_OWNER_URL):
            connection.creation.destroy_test_db(real_name, verbosity=0)


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """Hashing a password is slow on purpose; the tests make hundreds."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def quick_clients():
    """Each test client loads the middleware anew, and with it would read the whole folder of static files."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def empty_cache():
    """Throttles, heartbeats and parts of pages of one test are not those of the next."""
    cache.clear()
    fragments.clear()
    frames.clear()


@pytest.fixture(autouse=True)
def limits_keep_their_window(monkeypatch):
    """Tries are counted by fixed spans of time: a test that begins at the end of one would be let off half-way."""
    now = time.time()
    monkeypatch.setattr(ratelimit, "time", SimpleNamespace(time=lambda: now))


@pytest.fixture(autouse=True)
def everybody_begins_in_english():
    """A page in Welsh does not make the next test Welsh."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch):
    """A test that calls the outside world fails."""
    real_connect = socket.socket.connect

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return real_connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def let_reach(people: str) -> None:
    """Whom the tests' own connection reaches from now on (core/tenancy.py), outside the queries that budgets count."""
    if connection.connection is not None and not connection.connection.closed and not connection.needs_rollback:
        with connection.connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.people', %s, false), set_config('app.session', '', false)", [people])


def _reaches_everybody(connection, **kwargs):
    if threading.current_thread() is threading.main_thread():
        let_reach(EVERYBODY)


# A test looks at anybody's account and session; a request reaches whom it names and whom its council knows.
connection_created.connect(_reaches_everybody)
request_started.connect(lambda **kwargs: let_reach(""), weak=False)
request_finished.connect(lambda **kwargs: let_reach(EVERYBODY), weak=False)


@pytest.fixture
def broker_away(monkeypatch):
    """Celery finds nobody at the broker's address."""
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis+socket:///nowhere/redis.sock")
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
