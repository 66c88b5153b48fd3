"""Which process runs what: who has platforms of their own, and who gives way to them."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.scheduling import FIRST, JOURNEYS, NICE, WITH_PLATFORMS, next_for
from tests.settings_source import BASE_DIR

FILES = ["tests/a.py", JOURNEYS, "tests/b.py", "tests/test_running.py"]


def test_the_first_has_what_starts_platforms_before_anything_else():
    assert next_for(FIRST, FILES) == JOURNEYS
    assert next_for(FIRST, ["tests/b.py", "tests/test_running.py"]) == "tests/test_running.py"
    assert next_for(FIRST, ["tests/a.py", "tests/b.py"]) == "tests/a.py"


def test_the_others_have_it_when_nothing_else_is_left():
    assert next_for("gw1", FILES) == "tests/a.py"
    assert next_for("gw2", FILES[1:]) == "tests/b.py"
    assert next_for("gw2", ["tests/test_running.py"]) == "tests/test_running.py"


def test_whatever_starts_a_platform_is_named():
    """A file whose test, or a fixture beside it, runs `make run`."""
    folders = {"tests/drills/breaking.py": "tests/drills/test_drills.py", "tests/journeys/conftest.py": JOURNEYS}
    found = {
        path.relative_to(BASE_DIR).as_posix()
        for path in (BASE_DIR / "tests").rglob("*.py")
        if " Platform(" in path.read_text().replace("class Platform", "") and path.name != "test_scheduling.py"
    }
    assert {folders.get(name, name) for name in found} == set(WITH_PLATFORMS)


def niceness(**environment: str) -> int:
    """How nice a process is that was about to start its servers."""
    code = "import os; from tests.scheduling import give_way; give_way(); print(os.nice(0))"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, cwd=BASE_DIR, env=kept | environment, capture_output=True, text=True, check=True)
    return int(said.stdout)


def test_all_but_the_first_of_three_give_way():
    own = os.nice(0)
    expected = {("gw0", "3"): own, ("gw1", "3"): own + NICE, ("gw2", "3"): own + NICE, ("gw1", "2"): own}
    assert {
        (process, count): niceness(PYTEST_XDIST_WORKER=process, PYTEST_XDIST_WORKER_COUNT=count)
        for process, count in expected
    } == expected
    assert niceness() == own
