"""In how many days a council means to act."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.clocks.actions.due_days import leave_all_due_days
from casework.models import TargetSettings
from claims.reviewing.rules import USUAL_DAYS


@transaction.atomic
def save_targets(*, touch_within: int, decide_within: int, review_within: int = USUAL_DAYS, by: Actor) -> None:
    """Set the targets, in working days, 0 for none, and the days for a review; every claim that is not done gets
    its day anew. Raises PermissionDenied, Http404.
    """
    require(by, Permission.COUNCIL_MANAGE)
    values = {"touch_within": touch_within, "decide_within": decide_within, "review_within": review_within}
    TargetSettings.objects.update_or_create(defaults=values, council=by.council)
    leave_all_due_days()
    audit.record("claims.targets.changed", by=by, detail=values)
