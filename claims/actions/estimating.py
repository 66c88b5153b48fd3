"""Asking for an estimate, and working it out: a row with a due time first, then a worker."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Council
from claims.actions.calculating import run_owed
from claims.calculator.engines import Engine
from claims.calculator.household import Household, HouseholdProblems, parse_household
from claims.calculator.household_json import household_json
from claims.calculator.run import default_engine, estimate_document
from claims.claim_household import household_of
from claims.council_rules import rules_document
from claims.engine_choice import current_engine, engine_for
from claims.estimate_cache import kept_result
from claims.estimate_readers import latest_estimate, what_to_fix
from claims.models import Claim, Estimate
from claims.tasks import run_estimate as run_estimate_task
from core.tasks import ring


@transaction.atomic
def ask_estimate(*, claim: Claim, by: Actor) -> Estimate:
    """Owe the claimant an estimate from the answers as they are now, and return its row.

    Asked again with the same household and engine, it returns the row there is. Answers that make no household
    give a row that failed and says what to tell us.
    """
    # Two clicks wait for each other here, so that they share one row.
    Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    wanted = _from_answers(claim, by.council)
    latest = latest_estimate(claim)
    if latest is not None and _answers(latest, wanted):
        return latest
    estimate = Estimate.objects.create(claim=claim, resident=claim.resident, due_at=timezone.now(), **wanted)
    audit.record(
        "claims.estimate.asked", by=by, resident=claim.resident, subject=claim.reference or f"draft {claim.public_id}"
    )
    _wake(estimate)
    return estimate


@transaction.atomic
def ask_estimate_for_household(*, household_json: Any, by: Actor) -> Estimate:
    """Owe an estimate for a household given as JSON data, about nobody we know. Raises HouseholdProblems.

    No audit row: the trail is about people's records, and anybody may ask.
    """
    estimate = Estimate.objects.create(**_inputs(parse_household(household_json)), due_at=timezone.now())
    _wake(estimate)
    return estimate


def _inputs(household: Household) -> dict[str, Any]:
    """The columns that hold what goes into the calculation."""
    return {"household": household_json(household), "rules": rules_document(household)}


def _from_answers(claim: Claim, council: Council) -> dict[str, Any]:
    """The column values that the claim's answers make."""
    try:
        household, inputs, unknowns = household_of(claim, council)
    except HouseholdProblems as problem:
        return {"state": Estimate.State.FAILED, "household": {}, "error": what_to_fix(problem.problems)}
    return {
        "state": Estimate.State.DUE,
        **_inputs(household),
        "provenance": {"inputs": inputs, "unknowns": unknowns},
    }


def _answers(latest: Estimate, wanted: dict[str, Any]) -> bool:
    """True when the latest estimate is, or will be, the answer to what is wanted now."""
    if wanted["state"] == Estimate.State.FAILED:
        return latest.state == Estimate.State.FAILED and latest.error == wanted["error"]
    inputs = ("household", "rules", "provenance")
    if any(getattr(latest, name) != wanted[name] for name in inputs):
        return False
    current = (latest.engine, latest.engine_version) == current_engine(latest.council_id)
    return latest.state == Estimate.State.DUE or (latest.state == Estimate.State.READY and current)


def _wake(estimate: Estimate) -> None:
    if estimate.state == Estimate.State.DUE:
        ring(run_estimate_task, estimate.council_id, str(estimate.public_id))


def run_estimate(*, council_id: int, public_id: str | uuid.UUID) -> None:
    """Work out one estimate if it is due and nobody else is at it; safe to run any number of times."""
    run_owed(Estimate, council_id=council_id, public_id=public_id, work_out=_work_out)


def _work_out(estimate: Estimate) -> dict[str, Any]:
    engine, today = _engine_for(estimate), timezone.localdate()

    def work_out() -> dict[str, Any]:
        return estimate_document(estimate.household, today=today, engine=engine, rules=estimate.rules)

    if engine is not default_engine():
        # What a calculator elsewhere says can change from one hour to the next.
        return work_out()
    household = parse_household(estimate.household)
    return kept_result(
        household, engine=engine, rules=estimate.rules, council_id=estimate.council_id, today=today, work_out=work_out
    )


def _engine_for(estimate: Estimate) -> Engine:
    """The council's choice for a claim. For the public API the embedded one: anybody may ask there, as often as the
    limit allows, and a council pays for each request to another.
    """
    if estimate.claim_id is None:
        return default_engine()
    return engine_for(estimate.council_id, question=str(estimate.public_id))
