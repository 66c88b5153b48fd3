"""In how many days a council means to act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404
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
from formspec.models import Form

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


OF_FORMS = {name: FIELDS[name] for name in ("touch_within", "decide_within")}


def form_days(_council: Council, subject: str) -> dict[str, int]:
    """The days that a form, by its slug, has instead of the council's; nothing where it has none of its own."""
    days: dict[str, int] = target_settings().by_form.get(subject, {})
    return days


@transaction.atomic
def save_form_targets(*, slug: str, days: Mapping[str, int | None], by: Actor) -> None:
    """Set the targets of one form, those of OF_FORMS in working days; 0 for none, None for the council's own. Every
    claim that is not done gets its day anew. Raises PermissionDenied, Http404.
    """
    require(by, Permission.COUNCIL_MANAGE)
    form = Form.objects.filter(slug=slug).first()
    if form is None:
        raise Http404
    Council.objects.select_for_update().get(pk=by.council.pk)
    before = form_days(by.council, slug)
    own = {name: days[name] for name in OF_FORMS if days.get(name) is not None}
    others = {key: value for key, value in target_settings().by_form.items() if key != slug}
    by_form = others | ({slug: own} if own else {})
    TargetSettings.objects.update_or_create(defaults={"by_form": by_form}, council=by.council)
    if keep_change("casework.form_targets", before=before, after=own, by=by, subject=slug, name=slug):
        leave_all_due_days()
        audit.record("claims.targets.changed", by=by, subject=f"form {slug}", detail=own)


def _put_back_of_form(subject: str, values: dict[str, Any], by: Actor) -> None:
    save_form_targets(slug=subject, days=values, by=by)


def _put_back(_subject: str, values: dict[str, Any], by: Actor) -> None:
    save_targets(**values, by=by)


add_setting(
    Setting(
        code="casework.targets", title=gettext_lazy("Targets"), page="casework:targets", fields=FIELDS,
        now=target_days, put_back=_put_back,
    )
)  # fmt: skip
add_setting(
    Setting(
        code="casework.form_targets", title=gettext_lazy("Targets of a form"), page="casework:targets", fields=OF_FORMS,
        now=form_days, put_back=_put_back_of_form,
    )
)  # fmt: skip
