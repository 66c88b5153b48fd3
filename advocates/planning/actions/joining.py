"""Two records become one: plans and hand-overs go along."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import Resident
from advocates.models import HandOver, PlanAction, PlanShare


@transaction.atomic
def move_plans(*, source: Resident, target: Resident) -> None:
    """Put a record's plan and hand-overs into another record, of the same person. Where both have a plan, only the
    organisations that shared both go on: the others would see more than they were shown.
    """
    before = {each.pk: _shared_with(each) for each in (source, target)}
    both = before[source.pk] & before[target.pk]
    if _has_plan(source) and _has_plan(target):
        open_now = PlanShare.objects.filter(resident__in=[source, target], withdrawn_at=None)
        open_now.exclude(resident=target, organisation__in=both).update(withdrawn_at=timezone.now())
    PlanShare.objects.filter(resident=source).update(resident=target)
    PlanAction.objects.filter(resident=source).update(resident=target)
    HandOver.objects.filter(resident=source).update(resident=target)


def _shared_with(resident: Resident) -> set[int]:
    rows = PlanShare.objects.filter(resident=resident, withdrawn_at=None).order_by()
    return set(rows.values_list("organisation", flat=True))


def _has_plan(resident: Resident) -> bool:
    return any(rows.objects.filter(resident=resident).exists() for rows in (PlanShare, PlanAction))
