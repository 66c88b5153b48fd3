"""Reads about what somebody asks of other lives: curves of work, scenarios, comparisons. Callers have the claim from a
reader that checked it.
"""

from __future__ import annotations

import uuid

from django.http import Http404

from accounts.models import Resident
from calculator.household.as_json import household_json
from calculator.household.household import Household
from claims.models import Claim
from estimates.models import Comparison, HoursCurve, Scenario


def latest_curve(claim: Claim) -> HoursCurve | None:
    """The curve of work that was asked for last."""
    return HoursCurve.objects.filter(claim=claim).order_by("-asked_at", "-pk").first()


def is_of_now(row: HoursCurve | Comparison, household: Household) -> bool:
    """Whether a row was asked with these answers, on whatever day."""
    now = household_json(household)
    return row.household | {"claim_date": now["claim_date"]} == now


def latest_comparison(claim: Claim) -> Comparison | None:
    """The comparison that was asked for last."""
    return Comparison.objects.filter(claim=claim).order_by("-asked_at", "-pk").first()


def scenarios_of(claim: Claim) -> list[Scenario]:
    """The scenarios of a claim, in their order."""
    return list(Scenario.objects.filter(claim=claim))


def scenario_of(claim: Claim, public_id: str | uuid.UUID) -> Scenario:
    """One scenario of the claim, or 404."""
    scenario = Scenario.objects.filter(claim=claim, public_id=public_id).first()
    if scenario is None:
        raise Http404
    return scenario


def shared_comparison(resident: Resident) -> tuple[Comparison, list[Scenario]] | None:
    """What this person shares with the council's advisers: the newest finished comparison of it, and its scenarios.

    The caller has checked that the actor may see a claim of this resident.
    """
    shared = Scenario.objects.filter(resident=resident, shared_with_adviser_at__isnull=False)
    newest = (
        Comparison.objects.filter(claim__in=shared.values("claim"), state=Comparison.State.READY)
        .order_by("-asked_at", "-pk")
        .first()
    )
    return None if newest is None else (newest, list(shared.filter(claim=newest.claim_id)))
