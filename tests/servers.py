"""A pytest plugin, loaded before Django's settings: starts the embedded servers that the session needs.

Outside servers are used instead when DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL are set.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from betteroff.local import set_local_defaults
from betteroff.services import EmbeddedServices


def start() -> None:
    """Give the session a folder of its own, secrets, and servers."""
    folder = Path(tempfile.mkdtemp(prefix="betteroff-test-"))
    # A root user's servers run as somebody else, who must be able to enter.
    folder.chmod(0o711)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VAR_DIR"] = str(folder)
    os.environ["DEMO"] = "1"
    os.environ["METRICS_TOKEN"] = "metrics-token-for-tests"
    set_local_defaults()
    if not os.environ.get("DATABASE_URL"):
        services = EmbeddedServices(folder / "services", durable=False)
        services.__enter__()
        atexit.register(services.stop)
        os.environ.update(services.environment)


start()
