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
from casework.models import QualityDraw, QualityRate
from casework.quality.readers import draw_of, drawn_this_month, rate_for, rate_of
from casework.quality.rules import is_drawn, place_of
from claims.models import Claim


@transaction.atomic
def draw_once(*, claim: Claim, outcome: str) -> bool:
    """Whether the quality of decisions on a claim is checked before their letters go. The caller has locked the claim.

    Drawn at the first decision that would go; from then on it stays, whatever is undone and decided anew. Where no rate
    is set nothing is drawn, and the next decision asks again.
    """
    there = draw_of(claim)
    if there is not None:
        return there.is_drawn
    rate = rate_for(claim, outcome)
    if rate is None:
        return False
    seed, before = secrets.token_hex(16), drawn_this_month(rate)
    place = place_of(seed, str(claim.public_id))
    made = QualityDraw.objects.create(
        claim=claim, rate=rate, percent=rate.percent, most_a_month=rate.most_a_month, drawn_before=before, seed=seed,
        place=place, is_drawn=is_drawn(place, rate.percent, before, rate.most_a_month), at=timezone.now(),
    )  # fmt: skip
    return made.is_drawn


@transaction.atomic
def save_rate(*, form: str, outcome: str, percent: int, most_a_month: int, by: Actor) -> QualityRate:
    """Set a rate; one for the same form and outcome is replaced. What was drawn stays. Raises PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    values = {"percent": percent, "most_a_month": most_a_month}
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
}
add_setting(
    Setting(code="casework.quality", title=gettext_lazy("Quality checks"), page="casework:quality_rates", fields=FIELDS)
)
