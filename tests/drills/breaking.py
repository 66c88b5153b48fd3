"""A platform that is broken on purpose, its people and what they were told, its processes and what is seen of it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2

from betteroff.local.services import running_environment
from tests.drills.people import Ledger, Person
from tests.drills.scanning import Scanner
from tests.drills.talking import lift_the_limit
from tests.platform_process import BASE_DIR, Platform, until

PEOPLE, DRAFTS = 3, 10
SOCKET = "clamd.sock"
SETTINGS = {"WEB_PROCESSES": "2", "OUTSIDE_ON_LOOPBACK": "1"}


class Drill:
    """A platform, its people, and what they were told."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ledger = folder, Ledger()
        self.scanner = Scanner(folder / SOCKET)
        self.platform = Platform(folder, **self._settings())
        self.platform.wait_ready()
        self.platform.wait_healthy()
        self.seeded = self._seeded()
        people = self.seeded["people"]
        self.people = [Person(self.platform.port, self.seeded["host"], each, self.ledger) for each in people]

    def _settings(self) -> dict[str, str]:
        return {**SETTINGS, "CLAMD_SOCKET": str(self.folder / SOCKET)}

    def _seeded(self) -> dict[str, Any]:
        return json.loads(self.run("seeding", str(PEOPLE), str(DRAFTS)))

    def run(self, module: str, *arguments: str) -> str:
        """What a module of the drills prints, run on this platform's database."""
        environment = {**os.environ, **running_environment(self.folder), **self._secrets()}
        command = [sys.executable, "-m", f"tests.drills.{module}", *arguments]
        done = subprocess.run(command, cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout

    def _secrets(self) -> dict[str, str]:
        read = {"SECRET_KEY": "secret-key", "FIELD_KEYS": "field-keys"}
        return {
            "VAR_DIR": str(self.folder),
            **{name: (self.folder / file).read_text().strip() for name, file in read.items()},
        }

    def start_again(self) -> None:
        """The same folder and port, after its supervisor was killed."""
        self.platform = Platform(self.folder, **self._settings(), PORT=str(self.platform.port))
        self.platform.port = self.people[0].port

    def database(self) -> str:
        """Where the database is."""
        return running_environment(self.folder)["DATABASE_URL"]

    def query(self, sql: str) -> Any:
        """One value, in the scope of the council."""
        with contextlib.closing(psycopg2.connect(self.database())) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.council_id', %s, true)", [str(self.seeded["council"])])
            cursor.execute(sql)
            return cursor.fetchone()[0]

    def lift_the_limits(self) -> None:
        """What was counted of files in other drills is forgotten."""
        lift_the_limit(running_environment(self.folder)["REDIS_URL"])

    # --- processes ---

    def servers(self, name: str) -> list[int]:
        """PostgreSQL's or Redis's processes, the first one in front."""
        first = [pid for pid in children(self.platform.process.pid) if command_of(pid).startswith(name)]
        return [pid for leader in first for pid in (leader, *children(leader))]

    @contextlib.contextmanager
    def stopped(self, pids: list[int]) -> Iterator[None]:
        """So many processes stand still."""
        for pid in pids:
            # A server of one connection may have ended since.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    # --- what is seen ---

    def health_fails(self, check: str) -> float:
        """Seconds until /healthz has answered 503, in JSON, about this check."""
        began = time.monotonic()

        def fails() -> bool:
            status, body = self.platform.get("/healthz")
            return status == 503 and json.loads(body)["checks"][check] is False

        until(fails, 20, f"/healthz to say that {check} fails")
        return time.monotonic() - began

    def pdfs_made(self) -> bool:
        """Whether no PDF of a claim waits for a worker."""
        return self.query("SELECT count(*) FROM claims_claimpdf WHERE state <> 'ready'") == 0

    def nothing_owed(self) -> bool:
        """Whether nothing at all that is due waits for a worker: messages, PDFs, estimates, letters, deliveries …"""
        named = "SELECT table_name FROM information_schema.columns WHERE column_name IN ('state', 'due_at', 'attempts')"
        tables = self.query(
            f"SELECT array_agg(table_name::text) FROM ({named} GROUP BY 1 HAVING count(*) = 3) AS found"
        )
        owed = " UNION ALL ".join(
            f"SELECT count(*) AS owed FROM {table} WHERE state = 'due' AND due_at <= clock_timestamp()"
            for table in tables
        )
        return self.query(f"SELECT sum(owed) FROM ({owed}) AS each") == 0

    def drawing(self) -> bool:
        """Whether a worker draws a PDF at this moment."""
        return bool(
            self.query("SELECT count(*) FROM claims_claimpdf WHERE state = 'due' AND due_at > clock_timestamp()")
        )

    def handed_over(self) -> bool:
        """Whether the drill's own destination has accepted all that it was to get."""
        ours = "casework_delivery d JOIN casework_destination o ON o.id = d.destination_id AND o.name = 'Drill'"
        return self.query(f"SELECT count(*) > 0 AND bool_and(d.state = 'accepted') FROM {ours}")

    def nothing_lost(self) -> None:
        """The ledger and the database agree."""
        assert self.ledger.problems(self.database(), self.seeded["council"]) == []


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                if (entry / "stat").read_text().rpartition(")")[2].split()[1] == str(pid):
                    found.append(int(entry.name))
    return found


def command_of(pid: int) -> str:
    """The name of the program."""
    return (Path("/proc") / str(pid) / "comm").read_text().strip()


def web_processes(drill: Drill) -> list[int]:
    """The two of them, waiting for one that was killed to be replaced."""
    until(lambda: len(_web_processes(drill)) == 2, 30, "two web processes")
    return _web_processes(drill)


def _web_processes(drill: Drill) -> list[int]:
    return [pid for pid in children(drill.platform.pid_of("web")) if "resource_tracker" not in arguments_of(pid)]


def arguments_of(pid: int) -> str:
    """How a process was started."""
    return (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
