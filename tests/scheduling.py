"""How tests are dealt to processes (pytest-xdist): one file each, and the browser journeys together."""

from __future__ import annotations

import os

from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys"
# What starts platforms of its own and waits for them most of the time.
WITH_PLATFORMS = (JOURNEYS, "tests/drills/test_drills.py", "tests/test_running.py", "tests/test_setting_up.py")
# The first of three processes or more has these before anything else; to the others they come last.
FIRST, FEWEST = "gw0", 3
# The others have the processor after the platforms, where seconds count; not so little that their own limits break.
NICE = 5


class ByFile(LoadScopeScheduling):
    """Files of tests in the order they come in; the journeys share a platform and a browser, so they are one.

    (Its own way of grouping, by a mark, adds to a test's id, which this pytest does not allow.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(f"{JOURNEYS}/") else nodeid.split("::", 1)[0]

    def _assign_work_unit(self, node) -> None:
        if self.numnodes >= FEWEST:
            self.workqueue.move_to_end(next_for(node.gateway.id, list(self.workqueue)), last=False)
        super()._assign_work_unit(node)


def next_for(process: str, waiting: list[str]) -> str:
    """Which of the waiting files a process gets, of three or more."""
    own = [each for each in waiting if (each in WITH_PLATFORMS) == (process == FIRST)]
    return (own or waiting)[0]


def give_way() -> None:
    """Called where tests run, before servers start: one of the others gives way to the first."""
    process, of = os.environ.get("PYTEST_XDIST_WORKER", FIRST), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if of >= FEWEST and process != FIRST:
        os.nice(NICE)
