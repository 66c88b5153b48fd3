"""Whose due work is done next: a row of each council in turn, and what people wait for before what machines asked for.

A wake-up (core/tasks.py) is leave to do one row, not a certain one: there are as many of them as rows, so whichever is
done first, all are. A council with a hundred rows thus holds up nobody else's by more than one. What is due is in the
tables; the cache only says which councils are worth a look, and when each had its last turn. Without it a worker looks
at the council that woke it, and the pollers look at all of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import structlog
from django.conf import settings
from django.db.models import Q
from redis.exceptions import RedisError

from core.cache import counters as cache
from core.due_work import A_POLL, DueWork, due
from core.tenancy import council_scope

# A poll ends well before the workers' time limit.
POLL_SECONDS = 60
HINT_SECONDS = 3600
# Rows that other workers are at just now are passed over.
LOOKS = 5
NEVER = 0.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class DueKind:
    """One kind of work of a queue.

    run(council_id=, public_id=) does one row and says whether it was there to be done. only: which rows of the model.
    for_machines: nobody sits in front of it.
    """

    model: type[DueWork]
    run: Callable[..., bool]
    only: Q = field(default_factory=Q)
    for_machines: bool = False


_kinds: dict[str, list[DueKind]] = {}


def add_kind(queue: str, kind: DueKind) -> None:
    """Have the workers of a queue do this kind of work, after the kinds that are there. Tasks modules call it."""
    _kinds.setdefault(queue, []).append(kind)


def queue_of(task: str) -> str:
    """The queue in which a task runs."""
    return settings.CELERY_TASK_ROUTES.get(task, {}).get("queue", settings.CELERY_TASK_DEFAULT_QUEUE)


def note_due(queue: str, council_id: int) -> None:
    """Say that a council has work that is due in this queue."""
    try:
        # Keeps the time of its last turn, if it is waiting for another one already.
        cache.add(_key(queue, council_id), NEVER, HINT_SECONDS)
    except RedisError:
        log.warning("not_noted_as_due", queue=queue)


def take_turn(queue: str, councils: Iterable[int], *, at: int | None = None, people_only: bool = False) -> bool:
    """Do the row whose turn it is, in one of these councils; False when none is due.

    at: the council that woke us, which is looked at whatever the cache says. people_only: nothing for machines.
    Called outside any council scope.
    """
    waiting = _waiting(queue, councils, at)
    for for_machines in (False,) if people_only else (False, True):
        for place, council_id in enumerate(waiting):
            if any(_do_next(kind, council_id) for kind in _kinds.get(queue, ()) if kind.for_machines is for_machines):
                _note_turn(queue, council_id)
                # Looked at for people and for machines, with nothing found.
                _forget(queue, waiting[:place] if for_machines else [])
                return True
    if not people_only:
        _forget(queue, waiting)
    return False


def take_turns(queue: str, councils: Iterable[int], *, at: int | None = None, people_only: bool = False) -> int:
    """Take turns until nothing is due, or it has taken long enough; returns how many rows were done."""
    councils, done, end = list(councils), 0, time.monotonic() + POLL_SECONDS
    while done < A_POLL and time.monotonic() < end and take_turn(queue, councils, at=at, people_only=people_only):
        done += 1
    return done


def poll(queue: str, councils: Iterable[int], *models: type[DueWork]) -> int:
    """Look in every council for rows of these models that nobody woke us for, and take turns while there are any."""
    councils = list(councils)
    for council_id in councils:
        with council_scope(council_id):
            if any(due(model._default_manager.all()).exists() for model in models):
                note_due(queue, council_id)
    return take_turns(queue, councils)


def _do_next(kind: DueKind, council_id: int) -> bool:
    with council_scope(council_id):
        rows = due(kind.model._default_manager.filter(kind.only)).values_list("public_id", flat=True)
        found = [str(public_id) for public_id in rows[:LOOKS]]
    return any(kind.run(council_id=council_id, public_id=public_id) for public_id in found)


def _key(queue: str, council_id: int) -> str:
    return f"due:{queue}:{council_id}"


def _waiting(queue: str, councils: Iterable[int], at: int | None) -> list[int]:
    """The councils that have something due, as far as is known: whose last turn is longest ago comes first."""
    keys = {_key(queue, council_id): council_id for council_id in councils}
    try:
        turns = {keys[key]: last for key, last in cache.get_many(keys).items()}
    except RedisError:
        log.warning("turns_not_known", queue=queue)
        turns = {}
    if at is not None:
        turns.setdefault(at, NEVER)
    return sorted(turns, key=lambda council_id: (turns[council_id], council_id))


def _note_turn(queue: str, council_id: int) -> None:
    try:
        cache.set(_key(queue, council_id), time.time(), HINT_SECONDS)
    except RedisError:
        log.warning("turn_not_noted", queue=queue)


def _forget(queue: str, councils: list[int]) -> None:
    try:
        cache.delete_many([_key(queue, council_id) for council_id in councils])
    except RedisError:
        log.warning("turns_not_forgotten", queue=queue)
