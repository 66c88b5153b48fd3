"""Working out what is owed: take a row, compute without holding a lock, keep what came of it."""

from __future__ import annotations

import datetime as dt
import traceback
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.utils import timezone

from claims.calculator.engines import EngineUnavailable
from claims.calculator.household import HouseholdProblems
from claims.estimate_readers import ENGINE_AWAY, NOT_WORKED_OUT, what_to_fix
from claims.models import OwedCalculation
from core.tenancy import council_scope

TRIES = 3
# A worker that took a row and died is given up after this long; a cold worker needs some 15 seconds.
LEASE = dt.timedelta(seconds=30)
# After the first and the second failure.
RETRY_AFTER = (dt.timedelta(seconds=10), dt.timedelta(minutes=1))
# An engine elsewhere that is down: asked again after a quarter of the time that the row has waited, within these.
SOONEST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=30), dt.timedelta(minutes=15)
# An outage of a day, or a weekend, must cost nobody their figures.
PATIENCE = dt.timedelta(days=7)
logger = structlog.get_logger(__name__)

# From a row that was taken to its result: JSON data that names its "engine" and "engine_version".
WorkOut = Callable[[Any], dict[str, Any]]


def run_owed(owed: type[OwedCalculation], *, council_id: int, public_id: str | uuid.UUID, work_out: WorkOut) -> None:
    """Work out one row of this class if it is due and nobody else is at it; safe to run any number of times.

    Three short steps, so that no lock and no transaction is held while the engine runs: take the row, compute,
    keep the result. Never raises for what the engine does: after three tries the row says that it failed.
    """
    with council_scope(council_id):
        taken = _take(owed, public_id)
    if taken is None:
        return
    outcome = _outcome(taken, work_out)
    with council_scope(council_id):
        # If we were so slow that another worker took the row as well, the first of two equal results is kept.
        owed._default_manager.filter(pk=taken.pk, state=OwedCalculation.State.DUE).update(**outcome)


def _take(owed: type[OwedCalculation], public_id: str | uuid.UUID) -> OwedCalculation | None:
    now = timezone.now()
    rows = owed._default_manager
    due = rows.select_for_update(skip_locked=True).filter(state=OwedCalculation.State.DUE, due_at__lte=now)
    row = due.filter(public_id=public_id).first()
    if row is None:
        return None
    if row.attempts >= TRIES:
        # It was taken three times and nobody came back: it kills workers.
        logger.error("estimate_given_up", kind=owed.__name__, estimate=str(public_id))
        rows.filter(pk=row.pk).update(state=OwedCalculation.State.FAILED, error=NOT_WORKED_OUT)
        return None
    row.attempts += 1
    row.due_at = now + LEASE
    row.save(update_fields=["attempts", "due_at"])
    return row


def _outcome(row: OwedCalculation, work_out: WorkOut) -> dict[str, Any]:
    """The column values of what came of it."""
    try:
        result = work_out(row)
    except HouseholdProblems as problem:
        return {"state": OwedCalculation.State.FAILED, "error": what_to_fix(problem.problems)}
    except EngineUnavailable as away:
        return _while_away(row, dt.timedelta(seconds=away.retry_after))
    except Exception as error:  # an engine may raise anything, and its row must still come to an end
        place = traceback.extract_tb(error.__traceback__)[-1]
        # The message may hold what somebody told us, so only the kind and the place are written down.
        logger.error(
            "estimate_failed", kind=type(row).__name__, estimate=str(row.public_id), attempt=row.attempts,
            error=type(error).__name__, place=f"{place.filename}:{place.lineno}",
        )  # fmt: skip
        return _after_failure(row)
    return {
        "state": OwedCalculation.State.READY,
        "result": result,
        "engine": result["engine"],
        "engine_version": result["engine_version"],
        "made_at": timezone.now(),
        "error": "",
    }


def _while_away(row: OwedCalculation, at_least: dt.timedelta) -> dict[str, Any]:
    """Still due, without counting the try: it says nothing about this household."""
    now = timezone.now()
    waited = now - row.asked_at
    if waited > PATIENCE:
        return {"state": OwedCalculation.State.FAILED, "error": NOT_WORKED_OUT}
    wait = max(min(max(waited / 4, SOONEST_WAIT), LONGEST_WAIT), at_least)
    return {"attempts": row.attempts - 1, "due_at": now + wait, "error": ENGINE_AWAY}


def _after_failure(row: OwedCalculation) -> dict[str, Any]:
    if row.attempts >= TRIES:
        return {"state": OwedCalculation.State.FAILED, "error": NOT_WORKED_OUT}
    return {"due_at": timezone.now() + RETRY_AFTER[row.attempts - 1]}
