"""A council with the starter content of the journal."""

from __future__ import annotations

import pytest

from accounts.actors import system_actor
from jobjournal.actions.library import set_up_journal


@pytest.fixture
def library(calderbrook):
    """Calderbrook offers the starter activities."""
    set_up_journal(by=system_actor(calderbrook, "tests"))
    return calderbrook
