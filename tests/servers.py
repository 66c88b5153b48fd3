"""A pytest plugin, loaded before Django's settings: starts the embedded servers that the session needs.

Tests run in several processes at once, and each process has servers of its own: nothing one does is seen by another.
Outside servers are used instead when DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL are set; one process must then do
it all (`python -m pytest -n 0`).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from betteroff.local.defaults import set_local_defaults
from betteroff.local.services import EmbeddedServices
from tests.scheduling import give_way

# Set by the process that hands out the tests, for the processes that run them: the servers it names are not outside.
OWN = "TEST_SERVERS_ARE_OWN"
# What Django's settings ask for in a process that asks no server anything.
NOWHERE = {name: f"{scheme}://nowhere/none" for name, scheme in (
    ("DATABASE_URL", "postgresql"), ("DATABASE_OWNER_URL", "postgresql"), ("REDIS_URL", "redis"),
)}  # fmt: skip


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    """Start what this process needs; a wrapper, because wrappers come before Django's settings are read."""
    global own_servers
    hands_out = bool(early_config.known_args_namespace.numprocesses) and "PYTEST_XDIST_WORKER" not in os.environ
    own_servers = start(only_hands_out=hands_out)
    return (yield)


def start(*, only_hands_out: bool) -> EmbeddedServices | None:
    """Give the process a folder of its own, secrets, and servers: one that only hands out tests asks none of them."""
    folder = Path(tempfile.mkdtemp(prefix="betteroff-test-"))
    # A root user's servers run as somebody else, who must be able to enter.
    folder.chmod(0o711)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VAR_DIR"] = str(folder)
    os.environ["DEMO"] = "1"
    os.environ["METRICS_TOKEN"] = "metrics-token-for-tests"
    set_local_defaults()
    if os.environ.get("DATABASE_URL") and OWN not in os.environ:
        if only_hands_out:
            raise SystemExit("Outside servers serve one process: run `python -m pytest -n 0`.")
        return None
    os.environ[OWN] = "1"
    if only_hands_out:
        os.environ.update(NOWHERE)
        return None
    give_way()
    services = EmbeddedServices(folder / "services", durable=False)
    services.__enter__()
    atexit.register(services.stop)
    os.environ.update(services.environment)
    return services


# None while outside servers are used.
own_servers: EmbeddedServices | None = None
