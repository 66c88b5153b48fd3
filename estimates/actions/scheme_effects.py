"""The effect of a draft scheme on the claims sent to the council: asked for, and worked out a hundred at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from calculator.ctr.council_tax import scheme_year
from calculator.ctr.effect import effect_of, no_effect, together
from calculator.ctr.scheme import parse_scheme
from calculator.household.household import Household
from calculator.household.parsing import HouseholdProblems, parse_household
from calculator.run import default_engine
from core.due_work import Clock, Done, Postponed, Retrying, do
from core.tasks import enqueue
from core.tenancy import council_scope
from estimates.actions.schemes import SchemeMoved
from estimates.models import CouncilTaxScheme, Estimate, SchemeEffect
from estimates.readers.rules_in_force import rules_of_year
from estimates.readers.schemes import scheme_version_for
from estimates.readers.sent_estimates import MOST_CLAIMS, next_sent_estimates

# One vectorised run of some five seconds, so that nobody's own estimate waits long behind it.
AT_ONCE = 100
WORKING = Retrying(waits=(dt.timedelta(minutes=1), dt.timedelta(minutes=5)), lease=dt.timedelta(minutes=2))
NOW = dt.timedelta(0)
State = SchemeEffect.State


@transaction.atomic
def ask_effect(*, tax_year: int, number: int, by: Actor) -> SchemeEffect:
    """Promise the effect of a draft as it is now, in place of what was worked out of it before, and return its row.

    Asked again while it is under way, it is the one that there is. Raises SchemeMoved for a version that is no draft,
    Http404, PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    found = scheme_version_for(by, tax_year, number)
    scheme = CouncilTaxScheme.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if scheme.state != CouncilTaxScheme.State.DRAFT:
        raise SchemeMoved
    before = rules_of_year(tax_year).get("council_tax", {}).get(str(tax_year), {})
    under_way = scheme.effects.filter(state=State.DUE, rules=scheme.rules, before=before).first()
    if under_way is not None:
        return under_way
    scheme.effects.all().delete()
    effect = SchemeEffect.objects.create(scheme=scheme, rules=scheme.rules, before=before, result=no_effect())
    audit.record("claims.scheme.effect_asked", by=by, subject=str(scheme))
    enqueue("estimates.run_scheme_effect", effect.council_id, str(effect.public_id))
    return effect


def run_scheme_effect(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Work out the next part of one effect if it is due and nobody else is at it; False when there was none to do."""
    return do(SchemeEffect, council_id=council_id, public_id=public_id, work=_work, retrying=WORKING)


def _work(row: SchemeEffect) -> Done | Postponed:
    with council_scope(row.council_id):
        tax_year = CouncilTaxScheme.objects.values_list("tax_year", flat=True).get(pk=row.scheme_id)
        left = MOST_CLAIMS - int(row.result["looked_at"])
        estimates = next_sent_estimates(row.looked_until, min(AT_ONCE, left)) if left > 0 else []
    if not estimates:
        return Done({"made_at": Clock()})
    result = together(row.result, _effect_on(estimates, row, tax_year))
    with council_scope(row.council_id):
        # If another worker was at the same claims, the first of two results is kept.
        same = SchemeEffect.objects.filter(pk=row.pk, state=State.DUE, looked_until=row.looked_until)
        same.update(result=result, looked_until=estimates[-1].pk)
        enqueue("estimates.run_scheme_effect", row.council_id, str(row.public_id))
    return Postponed(NOW)


def _effect_on(estimates: list[Estimate], row: SchemeEffect, tax_year: int) -> dict[str, float]:
    households = [home for each in estimates if (home := _household_of(each, tax_year)) is not None]
    results = default_engine().estimate_many(households) if households else []
    before = parse_scheme(row.before) if row.before else None
    found = effect_of(households, results, before, parse_scheme(row.rules))
    unreadable = len(estimates) - len(households)
    return together(found, {"looked_at": unreadable, "not_worked_out": unreadable})


def _household_of(estimate: Estimate, tax_year: int) -> Household | None:
    """The household that an estimate was about, in the year of the scheme; None when it is none any more."""
    today = timezone.localdate()
    # Rates are those of tax years, which begin five days after a scheme's.
    day = today if scheme_year(today) == tax_year else dt.date(tax_year, 4, 6)
    document: dict[str, Any] = {**estimate.household, "claim_date": day.isoformat()}
    try:
        return parse_household(document)
    except HouseholdProblems:
        return None
