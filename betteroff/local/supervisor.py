"""`make run`: the whole platform with one command. Starts servers, web, workers and beat; restarts what dies.

Starts embedded PostgreSQL and Redis (unless DATABASE_URL and REDIS_URL name others), prepares the database, loads
the demo (unless DEMO=0), then keeps a web server, one worker per queue and beat alive until Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.conf import settings

from betteroff.environment import SAY_HTTP, plain_http_unsaid
from betteroff.local.children import Child
from betteroff.local.defaults import BASE_DIR, set_local_defaults
from betteroff.local.services import (
    EmbeddedServices,
    ServicesFailed,
    outside_services,
    recorded_services,
    running_environment,
)

LOOK_EVERY_SECONDS = 0.5
FIRST_PAGE_SECONDS = 120


class StartFailed(RuntimeError):
    """The platform cannot start; the message says why and what to do."""


def report(event: str, **facts) -> None:
    """One line of progress: seconds since start, what happened, and facts as key=value."""
    told = " ".join(f"{key}={value}" for key, value in facts.items())
    sys.stdout.write(f"[{time.monotonic() - STARTED:6.1f}s] {event} {told}".rstrip() + "\n")
    sys.stdout.flush()


STARTED = time.monotonic()


def manage(*arguments: str) -> None:
    """Run one management command to its end; raise StartFailed when it fails."""
    report("running", command=arguments[0])
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=BASE_DIR, check=False)
    if done.returncode:
        raise StartFailed(f"`manage.py {' '.join(arguments)}` failed: see the lines above.")


def web_command(host: str, port: int) -> list[str]:
    """The ASGI server on one port, WEB_PROCESSES of it (default: two where there are two cores)."""
    return [
        sys.executable, "-m", "uvicorn", "betteroff.asgi:application", "--host", host, "--port", str(port),
        "--workers", os.environ.get("WEB_PROCESSES") or str(min(os.cpu_count() or 1, 2)),
        "--no-access-log", "--no-server-header",
        # How long a connection may say nothing, and whose word about the visitor is taken: betteroff/serving.
        "--http", "betteroff.serving.connections:Connection", "--no-proxy-headers",
        "--ws", "websockets-sansio", "--ws-max-size", "16384", "--ws-ping-interval", "20", "--ws-ping-timeout", "20",
        # Longer than nginx keeps an idle connection: closed by us, it would cost somebody a failed POST.
        "--timeout-keep-alive", "75", "--timeout-graceful-shutdown", "10",
    ]  # fmt: skip


def worker_command(queue: str) -> list[str]:
    """A worker of one queue. The task runs in a child, so that the heartbeat goes on while it works.

    Whoever looks at a page waits for it now: workers have the processor after the web.
    """
    return [
        "nice", "-n", "10",
        sys.executable, "-m", "celery", "-A", "betteroff", "worker", "-Q", queue, "-n", f"{queue}@%h",
        "--concurrency", "1", "--pool", "prefork", "--without-gossip", "--without-mingle", "--loglevel", "WARNING",
    ]  # fmt: skip


def beat_command() -> list[str]:
    """The clock that rings the wake-up calls of what is due."""
    return [
        sys.executable, "-m", "celery", "-A", "betteroff", "beat", "--pidfile", "", "--loglevel", "WARNING",
    ]  # fmt: skip


class Supervisor:
    """Keeps the children alive until asked to stop."""

    def __init__(self, folder: Path, host: str, port: int, queues: list[str], stop_asked: threading.Event):
        logs = folder / "log"
        self.port = port
        self.stop_asked = stop_asked
        self.web = Child("web", web_command(host, port), logs)
        self.others = [Child(f"worker-{queue}", worker_command(queue), logs, stop_seconds=20) for queue in queues]
        self.others.append(Child("beat", beat_command(), logs))

    def run(self, services: EmbeddedServices | None, *, demo: bool) -> None:
        """Start web first, so that the first page waits for nothing else; then tend until asked to stop."""
        try:
            self.web.start()
            report("started", child="web", pid=self.web.process.pid)
            self._wait_for_first_page()
            if demo and not self.stop_asked.is_set():
                manage("load_demo")
            print_addresses(self.port)
            for child in self.others:
                child.start()
                report("started", child=child.name, pid=child.process.pid)
            while not self.stop_asked.wait(LOOK_EVERY_SECONDS):
                if services is not None:
                    for name in services.restart_dead():
                        report("restarted", server=name)
                for child in (self.web, *self.others):
                    child.tend(report)
        finally:
            self._stop()

    def _wait_for_first_page(self) -> None:
        deadline = time.monotonic() + FIRST_PAGE_SECONDS
        while (status := self._first_page_status()) is None:
            if self.web.process.poll() is not None or time.monotonic() > deadline:
                raise StartFailed(f"The web server did not answer on port {self.port}:\n{self.web.log_tail()}")
            if self.stop_asked.wait(0.1):
                return
        report("first page", port=self.port, status=status)

    def _first_page_status(self) -> int | None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            return connection.getresponse().status
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()

    def _stop(self) -> None:
        """No new work first (web, beat), then the workers finish theirs; the servers stop after this returns."""
        report("stopping")
        beat = self.others[-1]
        for group in ([self.web, beat], self.others[:-1]):
            for child in group:
                child.ask_to_stop()
            for child in group:
                child.wait_stopped()
                report("stopped", child=child.name)


@contextlib.contextmanager
def servers(folder: Path) -> Iterator[EmbeddedServices | None]:
    """The servers to use: None for outside ones, else embedded ones that this process starts and stops."""
    if outside_services():
        report("using outside servers", variables="DATABASE_URL,REDIS_URL")
        yield None
        return
    if running_environment(folder):
        raise StartFailed(f"Another process already runs the servers of {folder}. Stop it, or set VAR_DIR.")
    report("starting PostgreSQL and Redis", folder=folder)
    with recorded_services(folder) as services:
        os.environ.update(services.environment)
        yield services
    report("stopped", servers="PostgreSQL,Redis")


def print_addresses(port: int) -> None:
    """Where to look."""
    lines = ["", f"  http://localhost:{port}/              choose a council"]
    if os.environ.get("DEMO") == "1":
        lines += [
            f"  http://calderbrook.localhost:{port}/  Calderbrook Council (fictional)",
            f"  http://southmere.localhost:{port}/    Southmere Council (fictional)",
            f"  http://calderbrook.localhost:{port}/mailbox/  e-mails and texts that the demo sent",
        ]
    lines += [f"  http://localhost:{port}/healthz       health", "", "  Ctrl-C stops everything.", ""]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def check_port(host: str, port: int) -> None:
    """Raise StartFailed when something already listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            message = f"Port {port} of {host} cannot be used ({problem.strerror}). Try: PORT={port + 1} make run"
            raise StartFailed(message) from problem


def serve(folder: Path, stop_asked: threading.Event) -> None:
    """Everything from the first server to the last stop."""
    if plain_http_unsaid(demo=os.environ.get("DEMO") == "1"):
        raise StartFailed(SAY_HTTP)
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    os.environ.setdefault("PUBLIC_PORT", str(port))
    check_port(host, port)
    with servers(folder) as services:
        # Only here do we ask for a setting: settings refuse to load before the servers' addresses are known.
        manage("prepare_database")
        Supervisor(folder, host, port, settings.QUEUES, stop_asked).run(services, demo=settings.DEMO)


def main() -> int:
    """Run the platform; 0 when asked to stop, 1 when it could not start."""
    os.chdir(BASE_DIR)
    os.environ.setdefault("DEMO", "1")
    stop_asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop_asked.set())
    try:
        serve(set_local_defaults(), stop_asked)
    except (StartFailed, ServicesFailed) as problem:
        if stop_asked.is_set():
            return 0
        report("failed")
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
