"""Working out what a claim comes to before and after a change of it that was told: a row first, then a worker."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Council
from calculator.household.as_json import household_json
from calculator.household.parsing import HouseholdProblems, parse_household
from calculator.interface import Engine
from calculator.run import default_engine, estimate_result
from claims.models import Claim
from claims.readers.following import changes_sent
from core.due_work import ERROR_LENGTH
from core.tasks import enqueue
from estimates.actions.calculating import work_out
from estimates.actions.engine_choice import engine_for
from estimates.actions.result_cache import kept_result
from estimates.models import ChangeEstimate
from estimates.readers.changes import facts_around, feeds_calculator
from estimates.readers.estimates import what_to_fix
from estimates.readers.household import household_from
from estimates.readers.rules_in_force import rules_in_force

State = ChangeEstimate.State


@transaction.atomic
def estimate_change(*, change: Claim, by: Actor) -> ChangeEstimate | None:
    """Promise what a claim comes to before and after this sent change of it, in place of what was worked out before.

    None, and no row, where the claim's form does not feed the calculator or the change touches nothing that it is
    given. Where the answers do not say enough, the row says why. For whoever has just sent or corrected either.
    """
    ChangeEstimate.objects.filter(claim=change).delete()
    wanted = _wanted(change, by.council) if feeds_calculator(change) else None
    if wanted is None:
        return None
    row = ChangeEstimate.objects.create(claim=change, resident=change.resident, **wanted)
    audit.record("claims.estimate.change_asked", by=by, resident=change.resident, subject=change.reference)
    if row.state == State.DUE:
        enqueue("estimates.run_change_estimate", row.council_id, str(row.public_id))
    return row


@transaction.atomic
def estimate_changes_again(*, claim: Claim, by: Actor) -> None:
    """A sent claim was corrected: what its changes come to rests on what it says."""
    for change in [claim] if claim.follows_id is not None else changes_sent(claim):
        estimate_change(change=change, by=by)


def _wanted(change: Claim, council: Council) -> dict[str, Any] | None:
    """The column values of a row; None where nothing changes that the calculator is given."""
    around = facts_around(change)
    if around.unknown:
        named = {"unknown": list(around.unknown), "is_unknown_before": around.is_unknown_before}
        return {"state": State.READY, "household": {}, "made_at": timezone.now(), **named}
    try:
        before, inputs_before, _unknowns = household_from(around.before, council)
        after, inputs_after, unknowns = household_from(around.after, council)
    except HouseholdProblems as problem:
        sentence = what_to_fix(problem.problems)
        return {
            "state": State.FAILED, "household": {}, "error": str(sentence)[:ERROR_LENGTH],
            "provenance": {"problem": asdict(sentence)},
        }  # fmt: skip
    if before == after:
        return None
    told = {"before": inputs_before, "after": inputs_after, "unknowns": [asdict(each) for each in unknowns]}
    return {
        "household": household_json(after), "household_before": household_json(before), "provenance": told,
        "rules": rules_in_force(after),
    }  # fmt: skip


def run_change_estimate(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Work out one row if it is due and nobody else is at it; False when there was none to do."""
    return work_out(ChangeEstimate, council_id=council_id, public_id=public_id, calculate=_calculate)


def _calculate(row: ChangeEstimate) -> dict[str, Any]:
    """Both by the engine that the council chose, so that nothing but the change is between them."""
    engine = engine_for(row.council_id, question=str(row.public_id))
    before, after = (_result(row, household, engine) for household in (row.household_before, row.household))
    of_both = {name: after[name] for name in ("engine", "engine_version", "rates_year")}
    return {"before": before, "after": after, **of_both}


def _result(row: ChangeEstimate, household: dict[str, Any], engine: Engine) -> dict[str, Any]:
    today = timezone.localdate()

    def calculate() -> dict[str, Any]:
        return estimate_result(household, today=today, engine=engine, rules=row.rules)

    if engine is not default_engine():
        return calculate()
    return kept_result(
        parse_household(household), engine=engine, rules=row.rules, council_id=row.council_id, today=today,
        work_out=calculate,
    )  # fmt: skip
