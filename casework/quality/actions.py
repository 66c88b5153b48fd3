"""Drawing decisions for a quality check, and saying of how many that is."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.permissions import Permission, require
from casework.models import Decision, QualityDraw, QualityRate
from casework.quality.readers import draw_of, drawn_this_month, pence_a_year, rate_for, rate_of
from casework.quality.rules import is_drawn, place_of


@transaction.atomic
def draw_once(*, decision: Decision) -> bool:
    """Whether the quality of decisions on a claim is checked before their letters go. The caller has locked the claim.

    Drawn at the first decision that would go; from then on it stays, whatever is undone and decided anew. Where no rate
    is set nothing is drawn, and the next decision asks again. One that was not drawn is looked at again, by the same
    place, when a later decision gives more than the amount above which others are checked.
    """
    claim = decision.claim
    there = draw_of(claim)
    if there is not None and (there.is_drawn or there.above_pounds is not None):
        return there.is_drawn
    rate = rate_for(claim, decision.outcome)
    if rate is None:
        return False
    is_above = rate.above_pounds is not None and pence_a_year(decision) > 100 * rate.above_pounds
    if there is not None:
        return _draw_above(there, rate) if is_above else False
    seed, before = secrets.token_hex(16), drawn_this_month(rate)
    place = place_of(seed, str(claim.public_id))
    percent, most = (rate.percent_above, None) if is_above else (rate.percent, rate.most_a_month)
    made = QualityDraw.objects.create(
        claim=claim, rate=rate, percent=percent, most_a_month=rate.most_a_month, drawn_before=before, seed=seed,
        place=place, above_pounds=rate.above_pounds if is_above else None,
        is_drawn=is_drawn(place, percent, before, most), at=timezone.now(),
    )  # fmt: skip
    return made.is_drawn


def _draw_above(draw: QualityDraw, rate: QualityRate) -> bool:
    """Look at a place that was not drawn by the share of what gives more than the amount."""
    draw.rate, draw.percent, draw.above_pounds, draw.at = rate, rate.percent_above, rate.above_pounds, timezone.now()
    draw.is_drawn = is_drawn(draw.place, rate.percent_above, 0, None)
    draw.save()
    return draw.is_drawn


@transaction.atomic
def save_rate(
    *, form: str, outcome: str, percent: int, most_a_month: int, above_pounds: int | None = None,
    percent_above: int | None = None, by: Actor,
) -> QualityRate:  # fmt: skip
    """Set a rate; one for the same form and outcome is replaced. What was drawn stays. `above_pounds`: of decisions
    that give more a year, `percent_above` are checked whatever the month. Raises PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    above = {"above_pounds": above_pounds, "percent_above": percent_above}
    values = {"percent": percent, "most_a_month": most_a_month, **above}
    there = QualityRate.objects.filter(form=form, outcome=outcome).first()
    before = {name: getattr(there, name) for name in values} if there else None
    rate, _made = QualityRate.objects.update_or_create(defaults=values, council=by.council, form=form, outcome=outcome)
    keep_change("casework.quality", before=before, after=values, subject=str(rate.pk), name=_name(rate), by=by)
    audit.record("claims.quality.rate_set", by=by, detail={"form": form, "outcome": outcome, **values})
    return rate


@transaction.atomic
def remove_rate(*, key: int, by: Actor) -> None:
    """Draw no more by a rate. Raises PermissionDenied, Http404."""
    rate = rate_of(by, key)
    audit.record("claims.quality.rate_removed", by=by, detail={"form": rate.form, "outcome": rate.outcome})
    before = {name: getattr(rate, name) for name in FIELDS}
    keep_change("casework.quality", before=before, after=None, subject=str(rate.pk), name=_name(rate), by=by)
    rate.delete()


def _name(rate: QualityRate) -> str:
    return ", ".join(filter(None, [rate.form, rate.outcome]))


FIELDS = {
    "percent": gettext_lazy("Decisions looked at again, of 100"),
    "most_a_month": gettext_lazy("At most, a month"),
    "above_pounds": gettext_lazy("Above so many pounds a year"),
    "percent_above": gettext_lazy("Of those above it, of 100, whatever the month"),
}
add_setting(
    Setting(code="casework.quality", title=gettext_lazy("Quality checks"), page="casework:quality_rates", fields=FIELDS)
)
