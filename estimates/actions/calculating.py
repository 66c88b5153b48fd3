"""Working out a calculation that is due."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from calculator.household.parsing import HouseholdProblems
from calculator.interface import EngineUnavailable
from core.due_work import Clock, Done, Postponed, Retrying, WorkFailed, do
from estimates.models import Calculation
from estimates.readers.estimates import ENGINE_AWAY, NOT_WORKED_OUT, what_to_fix

# A cold worker needs some 15 seconds.
CALCULATING = Retrying(
    waits=(dt.timedelta(seconds=10), dt.timedelta(minutes=1)),
    lease=dt.timedelta(seconds=30),
    given_up=NOT_WORKED_OUT,
)
# An engine elsewhere that is down: asked again after a quarter of the time that the row has waited, within these.
SOONEST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=30), dt.timedelta(minutes=15)
# An outage of a day, or a weekend, must cost nobody their figures.
PATIENCE = dt.timedelta(days=7)

# From a row that was taken to its result: JSON data that names its "engine" and "engine_version".
WorkOut = Callable[[Any], dict[str, Any]]


def work_out(model: type[Calculation], *, council_id: int, public_id: str | uuid.UUID, calculate: WorkOut) -> bool:
    """Work out one row of this class if it is due and nobody else is at it; False when there was none to do.

    Never raises for what the engine does: after three tries the row says that it failed.
    """
    return do(
        model,
        council_id=council_id,
        public_id=public_id,
        work=lambda row: _outcome(row, calculate),
        retrying=CALCULATING,
    )


def _outcome(row: Calculation, calculate: WorkOut) -> Done | Postponed:
    try:
        result = calculate(row)
    except HouseholdProblems as problem:
        raise WorkFailed(str(what_to_fix(problem.problems)), permanent=True) from problem
    except EngineUnavailable as away:
        return _while_away(row, dt.timedelta(seconds=away.retry_after))
    return Done(
        {
            "result": result,
            "engine": result["engine"],
            "engine_version": result["engine_version"],
            "made_at": Clock(),
        }
    )


def _while_away(row: Calculation, at_least: dt.timedelta) -> Postponed:
    """It says nothing about this household."""
    waited = timezone.now() - row.asked_at
    if waited > PATIENCE:
        raise WorkFailed(NOT_WORKED_OUT, permanent=True)
    return Postponed(max(min(max(waited / 4, SOONEST_WAIT), LONGEST_WAIT), at_least), ENGINE_AWAY)
