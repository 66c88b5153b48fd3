"""How tests are dealt to processes (pytest-xdist): one file each, and the browser journeys together."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling


class ByFile(LoadScopeScheduling):
    """Files of tests in the order they come in; the journeys share a platform and a browser, so they are one.

    (Its own way of grouping, by a mark, adds to a test's id, which this pytest does not allow.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return "tests/journeys" if nodeid.startswith("tests/journeys/") else nodeid.split("::", 1)[0]
