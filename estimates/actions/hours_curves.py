"""Asking what work would change, and working it out: one run of the engine for the whole curve."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Scope
from calculator.better_off.hours import hours_curve
from calculator.better_off.pattern import WorkQuestion, read_question, work_variants
from calculator.council_rules import parse_rules
from calculator.household.as_json import household_json
from calculator.household.parsing import parse_household
from calculator.run import default_engine
from claims.actions.answering import lock_claim
from claims.models import Claim
from core.tasks import enqueue
from estimates.actions.calculating import work_out
from estimates.models import HoursCurve
from estimates.readers.household import household_of
from estimates.readers.rules_in_force import rules_in_force
from estimates.readers.scenarios import latest_curve


@transaction.atomic
def ask_hours_curve(*, public_id: str | uuid.UUID, raw: Mapping[str, Any], by: Actor) -> HoursCurve:
    """Promise the claimant the curve of a question about work (`WorkQuestion`), as typed, and return its row.

    It takes the place of the last one: sliders ask many. Raises WrongAnswers, HouseholdProblems (the answers make no
    household), Http404, PermissionDenied.
    """
    claim, grant = lock_claim(public_id, by, Scope.FILL_MONEY)
    household, _, _ = household_of(claim, by.council)
    question = read_question(raw, household).to_dict()
    wanted = {"household": household_json(household), "rules": rules_in_force(household), "question": question}
    latest = latest_curve(claim)
    if latest is not None and _answers(latest, wanted):
        return latest
    if latest is None or timezone.localdate(latest.asked_at) != timezone.localdate():
        # Once a day: each move of a slider asks, and the trail is for people to read.
        audit.record("claims.work.asked", by=by, resident=claim.resident, grant=grant, subject=subject_of(claim))
    HoursCurve.objects.filter(claim=claim).delete()
    curve = HoursCurve.objects.create(claim=claim, resident=claim.resident, **wanted)
    enqueue("estimates.run_hours_curve", curve.council_id, str(curve.public_id))
    return curve


def subject_of(claim: Claim) -> str:
    """How the audit trail names a claim."""
    return claim.reference or f"draft {claim.public_id}"


def _answers(latest: HoursCurve, wanted: dict[str, Any]) -> bool:
    """True when the latest curve is, or will be, the answer to what is wanted now."""
    if any(getattr(latest, name) != value for name, value in wanted.items()):
        return False
    engine = default_engine()
    current = (latest.engine, latest.engine_version) == (engine.name, engine.version)
    return latest.state == HoursCurve.State.DUE or (latest.state == HoursCurve.State.READY and current)


def run_hours_curve(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Work out one curve if it is due and nobody else is at it; False when there was none to do."""
    return work_out(HoursCurve, council_id=council_id, public_id=public_id, calculate=_calculate)


def _calculate(row: HoursCurve) -> dict[str, Any]:
    """By the embedded engine, whatever the council's: only it tells tax, and runs many households at once."""
    household, question = parse_household(row.household), WorkQuestion(**row.question)
    variants = work_variants(household, question)
    results = default_engine().estimate_many(variants)
    curve = hours_curve(
        household, question, results, variants, today=timezone.localdate(), rules=parse_rules(row.rules)
    )
    first = results[0]
    return {
        **curve.to_dict(),
        "engine": first.engine, "engine_version": first.version, "rates_year": first.rates,
    }  # fmt: skip
