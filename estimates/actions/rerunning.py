"""Working estimates out again when answers, rates, rules or the engine have changed, a bounded number at a time."""

from __future__ import annotations

import datetime as dt
import traceback
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Council
from calculator.council_rules import parse_rules
from calculator.estimate import estimates
from calculator.household.as_json import household_json
from calculator.household.household import Household
from calculator.household.parsing import HouseholdProblems, parse_household
from calculator.interface import Engine, EngineUnavailable
from claims.models import Claim
from core.tenancy import council_scope
from estimates.actions.engine_choice import engine_for
from estimates.actions.new_entitlements import alert_of_new_help
from estimates.models import Estimate
from estimates.readers import reruns as rerun_readers
from estimates.readers.estimates import latest_estimate
from estimates.readers.household import household_of
from estimates.readers.reruns import Current

# One vectorised run; some five seconds with reading the answers, so that nobody's own estimate waits long behind it.
AT_ONCE = 100
# An engine elsewhere is asked one household after the other, and a task ends after two minutes.
ASKED_AT_ONCE = 10
logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Work:
    """An estimate to make again: what is replaced and why, the household of today, and where its inputs came from."""

    estimate: Estimate
    household: Household
    provenance: dict[str, Any]
    made_because: str


@dataclass(frozen=True)
class Rerun:
    """What one call did. left: how many are out of date still; stopped: the engine cannot be asked now."""

    made: int = 0
    unchanged: int = 0
    left: int = 0
    stopped: bool = False

    @property
    def has_more(self) -> bool:
        """Whether another call would find something to do, and could do it."""
        return self.left > 0 and not self.stopped


def rerun_estimates(*, council: Council, by: Actor, today: dt.date, engine: Engine | None = None) -> Rerun:
    """Make the next estimates of a council that are out of date again, each as a row of its own.

    Called outside any council scope: reading and writing are short transactions, and the engine runs between them.
    Safe to run any number of times and in parallel: a row is replaced once, and one that cannot be made again is not
    looked at before tomorrow. engine: instead of the one that the council chose.
    """
    engine = engine or engine_for(council.pk, question=f"rerun {today}")
    with council_scope(council.pk):
        current = rerun_readers.current_for(engine.name, engine.version, today)
        taken, works = _take(council, current, AT_ONCE if engine.gives_ranges else ASKED_AT_ONCE)
    results, stopped = _results(works, engine, current)
    made = 0
    for work, result in zip(works, results, strict=False):
        with council_scope(council.pk):
            made += _keep(work, result, current, by)
    with council_scope(council.pk):
        left = rerun_readers.out_of_date(current).count()
    return Rerun(made, taken - len(works) + len(results) - made, left, stopped)


def _take(council: Council, current: Current, limit: int) -> tuple[int, list[Work]]:
    """How many were looked at, and what is to be done of them; the others are marked as looked at."""
    found = list(rerun_readers.out_of_date(current)[:limit])
    works = [work for estimate in found if (work := _work_of(estimate, council, current)) is not None]
    to_do = {work.estimate.pk for work in works}
    _mark([each.pk for each in found if each.pk not in to_do])
    return len(found), works


def _mark(keys: list[int]) -> None:
    Estimate.objects.filter(pk__in=keys).update(looked_at=timezone.now())


def _work_of(estimate: Estimate, council: Council, current: Current) -> Work | None:
    """None for answers that make no household any more, and for an estimate that is what today's would be."""
    date = {"claim_date": current.today.isoformat()}
    try:
        household, inputs, unknowns = household_of(estimate.claim, council)
        household = parse_household(household_json(household) | date)
    except HouseholdProblems:
        return None
    is_other = household_json(household) != estimate.household | date
    reason = rerun_readers.because(estimate, current, answers_changed=estimate.claim.is_draft and is_other)
    provenance = {"inputs": inputs, "unknowns": [asdict(each) for each in unknowns]}
    return Work(estimate, household, provenance, reason) if reason else None


def _results(works: list[Work], engine: Engine, current: Current) -> tuple[list[dict[str, Any] | None], bool]:
    """A result for each of the works, None for one that the engine cannot do; fewer when it could not be asked on."""
    if not works:
        return [], False
    try:
        found = _estimated(works, engine, current)
    except EngineUnavailable:
        return [], True
    except Exception as error:  # one household that breaks the engine must not cost the others their figures
        _log(error, works[0].estimate)
        return _one_by_one(works, engine, current)
    return list(found), False


def _estimated(works: list[Work], engine: Engine, current: Current) -> list[dict[str, Any]]:
    households, rules = [work.household for work in works], parse_rules(current.rules)
    return [each.to_dict() for each in estimates(households, engine=engine, today=current.today, rules=rules)]


def _one_by_one(works: list[Work], engine: Engine, current: Current) -> tuple[list[dict[str, Any] | None], bool]:
    results: list[dict[str, Any] | None] = []
    for work in works:
        try:
            results.append(_estimated([work], engine, current)[0])
        except EngineUnavailable:
            return results, True
        except Exception as error:  # as above: this one is left as it is until tomorrow
            _log(error, work.estimate)
            results.append(None)
    return results, False


def _log(error: Exception, estimate: Estimate) -> None:
    # The message may hold what somebody told us, so only the kind and the place are written down.
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger.error(
        "rerun_failed", estimate=str(estimate.public_id), error=type(error).__name__,
        place=f"{place.filename}:{place.lineno}",
    )  # fmt: skip


def _keep(work: Work, result: dict[str, Any] | None, current: Current, by: Actor) -> bool:
    """Add the new row, unless the person was faster; True when it was added."""
    before = work.estimate
    if result is None:
        _mark([before.pk])
        return False
    # Whoever asks, answers or sends at this moment comes before or after us.
    claim = Claim.objects.select_for_update(of=("self",)).filter(pk=before.claim_id).first()
    if claim is None or claim.head_revision != before.claim.head_revision or latest_estimate(claim) != before:
        return False
    now = timezone.now()
    estimate = Estimate.objects.create(
        claim=claim, resident=before.claim.resident, state=Estimate.State.READY, replaces=before, due_at=now,
        made_at=now, made_because=work.made_because, household=household_json(work.household),
        rules=dict(current.rules), provenance=work.provenance, result=result, engine=result["engine"],
        engine_version=result["engine_version"],
    )  # fmt: skip
    audit.record(
        "claims.estimate.rerun", by=by, resident=estimate.resident,
        subject=claim.reference or f"draft {claim.public_id}", detail={"because": work.made_because},
    )  # fmt: skip
    alert_of_new_help(estimate=estimate, before=before, by=by)
    return True
