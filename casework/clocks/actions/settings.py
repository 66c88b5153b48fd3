"""In how many days a council means to act."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
from accounts.permissions import Permission, require
from casework.clocks.actions.due_days import leave_all_due_days
from casework.clocks.readers.clock import target_settings
from casework.models import TargetSettings
from claims.reviewing.rules import USUAL_DAYS

FIELDS = {
    "touch_within": gettext_lazy("Working days until somebody first does something about a claim"),
    "decide_within": gettext_lazy("Working days until it is decided"),
    "review_within": gettext_lazy("Days that claimants usually have to answer a review"),
}


def target_days(_council: Council, _subject: str = "") -> dict[str, int]:
    """The days that hold now."""
    kept = target_settings()
    return {name: getattr(kept, name) for name in FIELDS}


@transaction.atomic
def save_targets(*, touch_within: int, decide_within: int, review_within: int = USUAL_DAYS, by: Actor) -> None:
    """Set the targets, in working days, 0 for none, and the days for a review; every claim that is not done gets
    its day anew. Raises PermissionDenied, Http404.
    """
    require(by, Permission.COUNCIL_MANAGE)
    values = {"touch_within": touch_within, "decide_within": decide_within, "review_within": review_within}
    before = target_days(by.council)
    TargetSettings.objects.update_or_create(defaults=values, council=by.council)
    keep_change("casework.targets", before=before, after=values, by=by)
    leave_all_due_days()
    audit.record("claims.targets.changed", by=by, detail=values)


def _put_back(_subject: str, values: dict[str, Any], by: Actor) -> None:
    save_targets(**values, by=by)


add_setting(
    Setting(
        code="casework.targets", title=gettext_lazy("Targets"), page="casework:targets", fields=FIELDS,
        now=target_days, put_back=_put_back,
    )
)  # fmt: skip
