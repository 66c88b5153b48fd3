"""What somebody began, by name: the apps above say what they know of a record, and a page asks "is this yours?"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import Resident


@dataclass(frozen=True)
class Begun:
    """A thing that is not finished: what it is called, when it was begun, and its public id."""

    title: str
    started_at: dt.datetime
    public_id: str


_listers: list[Callable[[Resident], Iterable[Begun]]] = []


def list_begun(lister: Callable[[Resident], Iterable[Begun]]) -> None:
    """Add what an app knows of. Called in `apps.ready()`."""
    _listers.append(lister)


def begun_by(resident: Resident) -> list[Begun]:
    """What this record has that is not finished, newest first."""
    found = [begun for lister in _listers for begun in lister(resident)]
    return sorted(found, key=lambda begun: begun.started_at, reverse=True)
