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

from betteroff.local.defaults import set_local_defaults
from betteroff.local.services import EmbeddedServices

# Set by the process that hands out the tests, for the processes that run them: the servers it names are not outside.
OWN = "TEST_SERVERS_ARE_OWN"


def start() -> EmbeddedServices | None:
    """Give the process a folder of its own, secrets, and servers."""
    folder = Path(tempfile.mkdtemp(prefix="betteroff-test-"))
    # A root user's servers run as somebody else, who must be able to enter.
    folder.chmod(0o711)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VAR_DIR"] = str(folder)
    os.environ["DEMO"] = "1"
    os.environ["METRICS_TOKEN"] = "metrics-token-for-tests"
    set_local_defaults()
    outside = bool(os.environ.get("DATABASE_URL")) and OWN not in os.environ
    if outside and "PYTEST_XDIST_WORKER" in os.environ:
        raise SystemExit("Outside servers serve one process: run `python -m pytest -n 0`.")
    if not outside:
        os.environ[OWN] = "1"
        services = EmbeddedServices(folder / "services", durable=False)
        services.__enter__()
        atexit.register(services.stop)
        os.environ.update(services.environment)
        return services
    return None


# None while outside servers are used.
own_servers = start()
