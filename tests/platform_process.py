"""The platform as `make run` starts it, for tests: its process, its pages, its children."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
OWN_VARIABLES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "VAR_DIR", "SECRET_KEY", "FIELD_KEYS")


def until(true: Callable[[], object], seconds: float, what: str) -> object:
    """Ask every 100 ms until the answer is true, and return it; fail after `seconds`."""
    pause, deadline = threading.Event(), time.monotonic() + seconds
    while not (answer := true()):
        assert time.monotonic() < deadline, f"Waited {seconds} s for: {what}"
        pause.wait(0.1)
    return answer


def open_folder() -> Path:
    """A temporary folder that the user of embedded servers may enter."""
    folder = Path(tempfile.mkdtemp(prefix="betteroff-running-"))
    folder.chmod(0o711)
    return folder


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Platform:
    """One supervisor on a folder and a free port."""

    def __init__(self, folder: Path, **environment: str):
        self.port = free_port()
        self.output = folder / "output.txt"
        kept = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
        environment = {"VAR_DIR": str(folder), "PORT": str(self.port), "DEMO": "1", **environment}
        self.started = time.monotonic()
        with open(self.output, "w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "betteroff.local.supervisor"],
                cwd=BASE_DIR, env={**kept, **environment}, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def get(self, path: str, host: str = "localhost") -> tuple[int, str]:
        """Status and body of a page; (0, "") while nothing answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": host})
            response = connection.getresponse()
            return response.status, response.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def health(self) -> dict[str, bool]:
        """The checks of /healthz; empty while nothing answers. The status code must agree with them."""
        status, body = self.get("/healthz")
        if not body:
            return {}
        checks = json.loads(body)["checks"]
        assert status == (200 if all(checks.values()) else 503)
        return checks

    def wait_first_page(self) -> float:
        """Seconds from the start to the first page."""
        until(lambda: self._told("first page"), 120, "the first page")
        return time.monotonic() - self.started

    def wait_ready(self) -> None:
        """Wait until the demo is loaded and the addresses are printed."""
        until(lambda: self._told("Ctrl-C stops everything"), 120, "the addresses")

    def wait_healthy(self) -> None:
        """Wait until every check passes."""
        until(lambda: (checks := self.health()) and all(checks.values()), 120, "every check of /healthz")

    def _told(self, words: str) -> bool:
        assert self.process.poll() is None, self.output.read_text()
        return words in self.output.read_text()

    def pid_of(self, child: str) -> int:
        """The process of a child, as last reported."""
        lines = [line for line in self.output.read_text().splitlines() if f"child={child} pid=" in line]
        return int(lines[-1].rpartition("pid=")[2])

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(90)


def processes_of(folder: Path) -> list[int]:
    """Every process whose environment names this folder as VAR_DIR."""
    wanted, found = f"VAR_DIR={folder}\0".encode(), []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if wanted in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
    return found
