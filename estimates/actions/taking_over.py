"""Moving what was worked out for one record into another (accounts/actions/taking_over.py)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.actors import Actor
from accounts.models import Resident
from claims.models import Claim
from estimates.models import ChangeEstimate, Comparison, EntitlementAlert, Estimate, HoursCurve, Scenario

OF_A_CLAIM = (Estimate, ChangeEstimate, HoursCurve, Scenario, Comparison)


@transaction.atomic
def move_all(*, source: Resident, target: Resident, by: Actor) -> None:
    """Everything of the source."""
    for model in OF_A_CLAIM:
        model.objects.filter(resident=source).update(resident=target)
    _move_alerts(EntitlementAlert.objects.filter(resident=source), target)


@transaction.atomic
def move_some(*, claims: list[Claim], target: Resident, by: Actor) -> None:
    """What was worked out for these claims."""
    for model in OF_A_CLAIM:
        model.objects.filter(claim__in=claims).update(resident=target)
    _move_alerts(EntitlementAlert.objects.filter(estimate__claim__in=claims).exclude(resident=target), target)


def _move_alerts(alerts: QuerySet[EntitlementAlert], target: Resident) -> None:
    """What both were told counts once."""
    both = EntitlementAlert.objects.filter(
        resident=target, benefit_code=OuterRef("benefit_code"), cause=OuterRef("cause")
    )
    alerts.filter(Exists(both)).delete()
    alerts.update(resident=target)
