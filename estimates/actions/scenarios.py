"""Keeping changes of life to compare, and working all of a claim's out with today in one run of the engine."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Scope
from calculator.better_off.net_income import count_incomes
from calculator.better_off.scenarios import (
    MOST_SCENARIOS,
    NAME_LENGTH,
    CannotChange,
    ScenarioChange,
    apply,
    read_change,
)
from calculator.council_rules import parse_rules
from calculator.household.as_json import household_json
from calculator.household.household import Household
from calculator.household.parsing import HouseholdProblems, parse_household
from calculator.run import default_engine
from calculator.transitional import estimate_after_increases
from claims.actions.answering import lock_claim
from claims.models import Claim
from core.tasks import enqueue
from estimates.actions.calculating import work_out
from estimates.actions.hours_curves import subject_of
from estimates.models import Comparison, Scenario
from estimates.readers.household import household_of
from estimates.readers.rules_in_force import rules_in_force
from estimates.readers.scenarios import latest_comparison, scenario_of, scenarios_of


class TooManyScenarios(Exception):
    """The claim has six scenarios already."""


@transaction.atomic
def add_scenario(*, public_id: str | uuid.UUID, kind: str, name: str, raw: Mapping[str, Any], by: Actor) -> Scenario:
    """Keep a change, as typed, under the person's own name for it, and ask for the comparison with it.

    A comparison that is shared with advisers stays shared. Raises WrongAnswers, CannotChange, HouseholdProblems,
    TooManyScenarios, Http404, PermissionDenied.
    """
    claim, grant = lock_claim(public_id, by, Scope.FILL_MONEY)
    household, _, _ = household_of(claim, by.council)
    change = read_change(kind, raw, household)
    apply(change, household)
    others = scenarios_of(claim)
    places = set(range(1, MOST_SCENARIOS + 1)) - {each.position for each in others}
    if not places:
        raise TooManyScenarios
    scenario = Scenario.objects.create(
        claim=claim, resident=claim.resident, name=_one_line(name), kind=kind, change=change.values,
        position=min(places), shared_with_adviser_at=others[0].shared_with_adviser_at if others else None,
    )  # fmt: skip
    audit.record("claims.scenario.added", by=by, resident=claim.resident, grant=grant, subject=subject_of(claim))
    _due_comparison(claim, household)
    return scenario


@transaction.atomic
def rename_scenario(*, public_id: str | uuid.UUID, scenario_id: str | uuid.UUID, name: str, by: Actor) -> Scenario:
    """Give a scenario another name. Raises Http404, PermissionDenied."""
    claim, grant = lock_claim(public_id, by, Scope.FILL_MONEY)
    scenario = scenario_of(claim, scenario_id)
    scenario.name = _one_line(name)
    scenario.save(update_fields=["name"])
    audit.record("claims.scenario.renamed", by=by, resident=claim.resident, grant=grant, subject=subject_of(claim))
    return scenario


@transaction.atomic
def remove_scenario(*, public_id: str | uuid.UUID, scenario_id: str | uuid.UUID, by: Actor) -> None:
    """Take a scenario out of the comparison, for good. Raises Http404, PermissionDenied."""
    claim, grant = lock_claim(public_id, by, Scope.FILL_MONEY)
    scenario_of(claim, scenario_id).delete()
    audit.record("claims.scenario.removed", by=by, resident=claim.resident, grant=grant, subject=subject_of(claim))


@transaction.atomic
def share_scenarios(*, public_id: str | uuid.UUID, shared: bool, by: Actor) -> None:
    """Let the council's advisers see the comparison, or no longer. Only the claimant decides that.

    Raises Http404, PermissionDenied.
    """
    claim, grant = lock_claim(public_id, by, Scope.FILL_MONEY)
    if grant is not None:
        raise PermissionDenied
    Scenario.objects.filter(claim=claim).update(shared_with_adviser_at=timezone.now() if shared else None)
    code = "claims.scenario.shared" if shared else "claims.scenario.unshared"
    audit.record(code, by=by, resident=claim.resident, subject=subject_of(claim))


@transaction.atomic
def ask_comparison(*, public_id: str | uuid.UUID, by: Actor) -> Comparison:
    """Promise the comparison of the claim's scenarios with its answers as they are now, and return its row.

    Raises HouseholdProblems, Http404, PermissionDenied.
    """
    claim, grant = lock_claim(public_id, by, Scope.FILL_MONEY)
    household, _, _ = household_of(claim, by.council)
    comparison, is_new = _due_comparison(claim, household)
    if is_new:
        audit.record("claims.comparison.asked", by=by, resident=claim.resident, grant=grant, subject=subject_of(claim))
    return comparison


def _one_line(name: str) -> str:
    return " ".join(name.split())[:NAME_LENGTH]


def _due_comparison(claim: Claim, household: Household) -> tuple[Comparison, bool]:
    changes = [
        {"scenario": str(each.public_id), "kind": each.kind, "change": each.change} for each in scenarios_of(claim)
    ]
    wanted = {"household": household_json(household), "rules": rules_in_force(household), "changes": changes}
    latest = latest_comparison(claim)
    if latest is not None and _answers(latest, wanted):
        return latest, False
    Comparison.objects.filter(claim=claim).delete()
    comparison = Comparison.objects.create(claim=claim, resident=claim.resident, **wanted)
    enqueue("estimates.run_comparison", comparison.council_id, str(comparison.public_id))
    return comparison, True


def _answers(latest: Comparison, wanted: dict[str, Any]) -> bool:
    """True when the latest comparison is, or will be, the answer to what is wanted now."""
    if any(getattr(latest, name) != value for name, value in wanted.items()):
        return False
    engine = default_engine()
    current = (latest.engine, latest.engine_version) == (engine.name, engine.version)
    return latest.state == Comparison.State.DUE or (latest.state == Comparison.State.READY and current)


def run_comparison(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Work out one comparison if it is due and nobody else is at it; False when there was none to do."""
    return work_out(Comparison, council_id=council_id, public_id=public_id, calculate=_calculate)


def _calculate(row: Comparison) -> dict[str, Any]:
    """Today's income, and each scenario's or the sentence that says why there is none."""
    now = parse_household(row.household)
    households, problems = {"": now}, {}
    for each in row.changes:
        try:
            households[each["scenario"]] = apply(ScenarioChange(each["kind"], each["change"]), now)
        except CannotChange as problem:
            problems[each["scenario"]] = asdict(problem.sentence)
        except HouseholdProblems as problem:
            problems[each["scenario"]] = asdict(problem.problems[0][1])
    after, results = estimate_after_increases(default_engine(), list(households.values()))
    counted = count_incomes(after, results, today=timezone.localdate(), rules=parse_rules(row.rules))
    incomes = {key: income.to_dict() for key, income in zip(households, counted.incomes, strict=True)}
    caps = {key: each.parts.get("uc_benefit_cap_reduction", 0.0) for key, each in zip(households, results, strict=True)}
    return {
        "now": incomes.pop(""), "scenarios": incomes, "problems": problems, "caps": caps,
        "names": {code: asdict(name) for code, name in counted.names.items()},
        "left_out": [asdict(name) for name in counted.left_out],
        "engine": results[0].engine, "engine_version": results[0].version, "rates_year": results[0].rates,
    }  # fmt: skip
