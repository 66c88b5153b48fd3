"""A lane: a copy of the tree, servers of its own, and a warm process that forks once for each mutant.

A run of pytest spends ten seconds before its first test: libraries, servers, migrations. Here the libraries are
imported once and none of our own modules are, so a fork of the process reads the mutated file like any other; the
servers are started once; and the migrated database is a template, of which each fork gets a copy.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import NoReturn

from betteroff.local.services import EmbeddedServices
from scripts.mutation.operators import Mutant

# Slow to import, and nothing of ours is read by importing them.
LIBRARIES = (
    "pytest", "xdist", "hypothesis", "django.test", "django.db.models", "django.contrib.postgres.fields", "celery",
    "rest_framework", "drf_spectacular", "allauth", "jinja2", "weasyprint", "psycopg2", "redis", "structlog", "numpy",
)  # fmt: skip
NOT_COPIED = (".git", ".venv", "var", "node_modules", "__pycache__", ".*_cache", ".hypothesis", "docs")
NO_TESTS = 5


class LaneFailed(RuntimeError):
    """The lane cannot work: its tests fail on the tree as it is. The message holds the end of their output."""


@dataclass(frozen=True)
class Ran:
    """How a run of tests ended: pytest's exit code, or minus the signal that ended it; and in how many seconds."""

    code: int
    seconds: float
    output: str


class Lane:
    """One copy of the tree with its servers. `root` is the checkout, which stays as it is."""

    def __init__(self, root: Path, folder: Path):
        self.root, self.folder, self.tree, self.number = root, folder, folder / "tree", 0
        # A root user's servers run as somebody else, who must be able to enter.
        folder.chmod(0o711)
        shutil.copytree(root, self.tree, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)
        for name in LIBRARIES:
            importlib.import_module(name)
        self._start_servers()
        prepared = self._forked(self._make_template, 120)
        if prepared.code:
            raise LaneFailed(prepared.output)

    def _start_servers(self) -> None:
        services = EmbeddedServices(self.folder / "services", durable=False)
        services.__enter__()
        atexit.register(services.stop)
        self.environment = services.environment

    def baseline(self, tests: list[str]) -> float:
        """Seconds that the tests take on the tree as it is. Raises LaneFailed when they do not pass."""
        ran = self._tests(tests, 600, keeps_bytecode=True)
        if ran.code:
            raise LaneFailed(ran.output)
        return ran.seconds

    def survives(self, mutant: Mutant, tests: list[str], seconds: int) -> bool:
        """Do all the tests pass although the file is changed? A run that takes longer than this noticed something."""
        path = self.tree / mutant.path
        source = path.read_bytes()
        # Compiled code is known by size and second of the source, which a mutant may share.
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
            compiled.unlink()
        path.write_bytes(mutant.applied(source))
        try:
            ran = self._tests(tests, seconds)
        finally:
            path.write_bytes(source)
        if ran.code == NO_TESTS:
            raise LaneFailed(ran.output)
        return ran.code == 0

    def _tests(self, tests: list[str], seconds: int, *, keeps_bytecode: bool = False) -> Ran:
        self.number += 1
        self._copy_template(f"mutant_{self.number}", f"mutant_{self.number - 1}")
        return self._forked(lambda: self._run_pytest(tests, keeps_bytecode), seconds)

    # --- in a fork ---

    def _forked(self, work, seconds: int) -> Ran:
        """Run work() in a fork that ends by itself after so many seconds, its output in a file."""
        output, started = self.folder / "output.txt", monotonic()
        child = os.fork()
        if child == 0:
            self._work_in_child(work, seconds, output)
        _, status = os.waitpid(child, 0)
        return Ran(os.waitstatus_to_exitcode(status), monotonic() - started, output.read_text(errors="replace")[-3000:])

    def _work_in_child(self, work, seconds: int, output: Path) -> NoReturn:
        code = 1
        try:
            signal.alarm(seconds)
            with output.open("wb") as file:
                os.dup2(file.fileno(), 1)
                os.dup2(file.fileno(), 2)
            self._move_in()
            code = int(work())
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            # Nothing that the parent registered for its own end is to happen here.
            os._exit(code)

    def _move_in(self) -> None:
        """Be a process of the copied tree: our modules from there, its servers, its temporary files."""
        os.chdir(self.tree)
        sys.path[:] = [str(self.tree), *(path for path in sys.path if path not in ("", str(self.root)))]
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None) or ""
            if file.startswith(f"{self.root}/") and "/.venv/" not in file:
                del sys.modules[name]
        importlib.invalidate_caches()
        os.environ.update(self.environment)
        tempfile.tempdir = str(self.folder / "temporary")
        Path(tempfile.tempdir).mkdir(exist_ok=True)

    def _run_pytest(self, tests: list[str], keeps_bytecode: bool) -> int:
        import pytest
        from django.db.backends.base.creation import BaseDatabaseCreation

        BaseDatabaseCreation.create_test_db = lambda creation, **options: self._take_copy(creation)
        BaseDatabaseCreation.destroy_test_db = lambda creation, *names, **options: None
        sys.dont_write_bytecode = not keeps_bytecode
        # Nobody reads these failures, so pytest need not rewrite the tests to explain them.
        options = ["-n", "0", "-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "-m", "not slow and not journey"]
        return pytest.main([*options, *tests])

    # --- databases ---

    def _make_template(self) -> int:
        importlib.import_module("tests.servers").start(only_hands_out=False)
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        from betteroff.management.commands.prepare_database import connected_as

        with connected_as(settings.DATABASE_OWNER_URL):
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        return 0

    def _take_copy(self, creation) -> str:
        """Stands in for Django's making of a test database: the copy is there already."""
        name = f"mutant_{self.number}"
        creation.connection.close()
        creation.connection.settings_dict["NAME"] = name
        return name

    def _copy_template(self, name: str, before: str) -> None:
        """A fresh copy of the migrated database under this name; the one before goes."""
        import psycopg2

        connection = psycopg2.connect(self.environment["DATABASE_OWNER_URL"])
        connection.autocommit = True
        with connection.cursor() as cursor:
            with contextlib.suppress(psycopg2.Error):
                cursor.execute(f"DROP DATABASE IF EXISTS {before}")
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE test_betteroff")
        connection.close()
