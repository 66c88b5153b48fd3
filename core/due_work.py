"""Work that is due: a row with a due time first, a result when a worker has done it.

The row is written in the transaction that promises the work; a task is woken when it commits (core/tasks.py) and a
poller finds what was missed. One machine for messages, calculations, PDFs, exports and whatever comes next:

1. take: one short transaction counts the try and gives the row a lease, so that nobody else is at it;
2. work: no lock is held, so a slow engine or provider holds up nobody;
3. keep: one short transaction writes what came of it, unless another worker was faster.
"""

from __future__ import annotations

import datetime as dt
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.db import models
from django.db.models import F, Func, QuerySet
from django.db.models.functions import Now

from core.tenancy import council_scope

# So many rows at most; core/turns.py says how long.
A_POLL = 100
ERROR_LENGTH = 200
logger = structlog.get_logger(__name__)


class Clock(Func):
    """The database's time at this very moment: hosts may be wrong, and one of them must not hold work back."""

    function = "clock_timestamp"
    arity = 0
    output_field = models.DateTimeField()


class DueWork(models.Model):
    """Base of every row that a worker has to do something about."""

    class State(models.TextChoices):
        DUE = "due", "Waiting to be done"
        READY = "ready", "Done"
        FAILED = "failed", "Given up"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=6, choices=State, default=State.DUE)
    due_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=ERROR_LENGTH, blank=True)

    class Meta:
        abstract = True


class DuePdf(DueWork):
    """A PDF that a worker draws: its language, and its bytes once it is made."""

    language = models.CharField(max_length=10, default="en-gb")
    content = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Retrying:
    """How often one kind of work is tried.

    waits: how long after the first, the second … failure; after the last one the work is given up. lease: a worker
    that took a row and died is given up after this long; longer than the work ever takes. given_up: what the row says
    to people instead of the kind of an error that nobody foresaw.
    """

    waits: tuple[dt.timedelta, ...]
    lease: dt.timedelta
    given_up: str = ""

    @property
    def tries(self) -> int:
        """How often work is tried before it is given up."""
        return len(self.waits) + 1


def doubling(first: dt.timedelta, tries: int) -> tuple[dt.timedelta, ...]:
    """Waits between this many tries, each twice as long as the one before."""
    return tuple(first * 2**number for number in range(tries - 1))


@dataclass(frozen=True)
class Done:
    """The work is done. values: columns to write beside the state; state: the row's own word for done."""

    values: dict[str, Any] = field(default_factory=dict)
    state: str = DueWork.State.READY


@dataclass(frozen=True)
class Postponed:
    """The other side is away: the try does not count, and the row is due again after `wait`."""

    wait: dt.timedelta
    error: str = ""


class WorkFailed(Exception):
    """The work could not be done; the message is kept with the row, so it holds nothing personal.

    permanent: trying again will not help. values: columns to write when the work is given up.
    """

    def __init__(self, message: str, *, permanent: bool = False, values: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.permanent, self.values = permanent, values or {}


Work = Callable[[Any], Done | Postponed]


def due(rows: QuerySet) -> QuerySet:
    """Those of the rows that should be done now, the longest waiting first."""
    return rows.filter(state=DueWork.State.DUE, due_at__lte=Clock()).order_by("due_at")


def due_ids(model: type[DueWork], limit: int = A_POLL) -> list[str]:
    """Public ids of the current council's rows of a class that should be done now, the longest waiting first."""
    return [str(each) for each in due(model._default_manager.all()).values_list("public_id", flat=True)[:limit]]


def do(model: type[DueWork], *, council_id: int, public_id: str | uuid.UUID, work: Work, retrying: Retrying) -> bool:
    """Do one row if it is due and nobody else is at it, and say whether it was; safe to call any number of times.

    Called outside any transaction of ours; `work` opens the scopes it needs. Never raises for what the work does.
    """
    with council_scope(council_id):
        row = take(model._default_manager.filter(public_id=public_id), retrying)
    if row is None:
        return False
    finish(row, council_id=council_id, work=work, retrying=retrying)
    return True


def take(rows: QuerySet, retrying: Retrying) -> Any | None:
    """Take the row that has been due longest for as long as the lease, or None. Call it in a scope of its own."""
    row = due(rows).select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return None
    if row.attempts >= retrying.tries:
        # It was taken as often as may be and nobody came back: it kills workers.
        logger.error("work_given_up", kind=type(row).__name__, row=str(row.public_id))
        _update(row, state=DueWork.State.FAILED, error=retrying.given_up)
        return None
    row.attempts += 1
    _update(row, attempts=row.attempts, due_at=Clock() + retrying.lease)
    return row


def finish(row: Any, *, council_id: int, work: Work, retrying: Retrying) -> None:
    """Do the work of a row that was taken, and keep what came of it."""
    values = _outcome(row, work, retrying)
    with council_scope(council_id):
        _update(row, **values)


def _update(row: Any, **values: Any) -> None:
    # If we were so slow that another worker took the row as well, the first of two results is kept.
    type(row)._default_manager.filter(pk=row.pk, state=DueWork.State.DUE).update(**values)


def _outcome(row: Any, work: Work, retrying: Retrying) -> dict[str, Any]:
    """The columns that say what came of the work."""
    try:
        outcome = work(row)
    except WorkFailed as failure:
        final = {"error": str(failure)[:ERROR_LENGTH], **failure.values}
        return _after_failure(row, retrying, final, error=final["error"], permanent=failure.permanent)
    except Exception as error:  # work may raise anything, and its row must still come to an end
        place = traceback.extract_tb(error.__traceback__)[-1]
        # The message may hold what somebody told us, so only the kind and the place are written down.
        logger.error(
            "work_failed",
            kind=type(row).__name__,
            row=str(row.public_id),
            attempt=row.attempts,
            error=type(error).__name__,
            place=f"{place.filename}:{place.lineno}",
        )
        kind = type(error).__name__
        final = {"error": retrying.given_up or kind}
        return _after_failure(row, retrying, final, error="" if retrying.given_up else kind)
    if isinstance(outcome, Postponed):
        return {"attempts": F("attempts") - 1, "due_at": Clock() + outcome.wait, "error": outcome.error}
    return {"state": outcome.state, "error": "", **outcome.values}


def _after_failure(
    row: Any, retrying: Retrying, final: dict[str, Any], *, error: str, permanent: bool = False
) -> dict[str, Any]:
    """`final` when the work is given up, else `error` and another try."""
    if permanent or row.attempts >= retrying.tries:
        return {"state": DueWork.State.FAILED, **final}
    return {"due_at": Clock() + retrying.waits[row.attempts - 1], "error": error}


# What a worker had taken when it died is drawn within a minute.
DRAWING = Retrying(waits=doubling(dt.timedelta(seconds=30), tries=5), lease=dt.timedelta(seconds=40))


def draw_pdf(model: type[DuePdf], *, council_id: int, public_id: str | uuid.UUID, draw: Callable[[Any], bytes]) -> bool:
    """Draw one PDF if it is due, and say whether it was; tried again after 30 s, 1, 2 and 4 minutes.

    `draw` runs inside its council's scope.
    """

    def work(row: Any) -> Done:
        with council_scope(council_id):
            return Done({"content": draw(row), "made_at": Clock()})

    return do(model, council_id=council_id, public_id=public_id, work=work, retrying=DRAWING)
