"""Starting the platform on a scratch folder, waiting for it, and running the parts of the benchmark."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from betteroff.local.services import running_environment

START_SECONDS = 180
# Where the servers are, as a running platform says it.
SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


def say(text: str) -> None:
    """One line of progress."""
    sys.stdout.write(f"bench: {text}\n")
    sys.stdout.flush()


def wait_until(true, what: str) -> None:
    """Ask every 50 ms until the answer is true."""
    pause, deadline = threading.Event(), time.monotonic() + START_SECONDS
    while not true():
        if time.monotonic() > deadline:
            raise RuntimeError(f"Waited {START_SECONDS} s for {what}.")
        pause.wait(0.05)


def status_of(port: int, address: str, host: str = "localhost") -> int:
    """The status of a page, 0 while nothing answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address, headers={"Host": host})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def own_environment() -> dict[str, str]:
    """Ours without the servers of a platform that ran before: each starts its own, on what is in its folder."""
    return {name: value for name, value in os.environ.items() if name not in SERVERS}


@contextlib.contextmanager
def platform(folder: Path, port: int, *, web_processes: int = 1) -> Iterator[float]:
    """Run the supervisor; yields the seconds to the first page of a council."""
    environment = own_environment() | {"WEB_PROCESSES": str(web_processes)}
    started = time.monotonic()
    with open(folder / "output.txt", "a") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "betteroff.local.supervisor"], stdout=output, stderr=output, env=environment
        )
    try:
        wait_until(
            lambda: process.poll() is not None or status_of(port, "/", "calderbrook.localhost") == 200, "the first page"
        )
        if process.poll() is not None:
            raise RuntimeError((folder / "output.txt").read_text()[-3000:])
        yield time.monotonic() - started
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(90)


@contextlib.contextmanager
def healthy_platform(folder: Path, port: int, *, web_processes: int = 1) -> Iterator[None]:
    """The platform when all of it is up; what is run from here until then finds its servers."""
    with platform(folder, port, web_processes=web_processes):
        wait_until(lambda: status_of(port, "/healthz") == 200, "every check of /healthz")
        os.environ.update(running_environment(folder) or {})
        yield


def module(name: str, *arguments: str, given: Any = None) -> Any:
    """Run one of bench's modules in a process of its own; its JSON."""
    return command([sys.executable, "-m", f"bench.{name}", *arguments], given=given)


def command(words: list[str], *, given: Any = None) -> Any:
    """Run a command that takes JSON, if anything is given, and answers with JSON."""
    text = json.dumps(given) if given is not None else None
    done = subprocess.run(words, input=text, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)
