"""Which estimates are out of date: the latest of each claim or check, if what it rests on has changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from calculator.ctr.council_tax import scheme_year
from claims.models import Answer
from core.rules.dates import start_of_day
from estimates.models import Estimate
from estimates.readers.council_rules import rules_of_year

# Birthdays change what somebody can get, and no answer changes with them: everybody is looked at once a quarter.
OFTEN_ENOUGH = dt.timedelta(days=91)
# Older answers are not what a household looks like today. Longer than a year, so that April's rates reach everybody.
STILL_TRUE = dt.timedelta(days=400)
# Somebody who is answering right now is left to finish.
QUIET = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Current:
    """What an estimate of today rests on. rules: as council_rules.rules_of_year gives them for today."""

    engine: str
    engine_version: str
    today: dt.date
    rules: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rates_year(self) -> str:
        """The tax year of today as estimates name it: "2026-27"."""
        year = tax_year(self.today)
        return f"{year}-{(year + 1) % 100:02d}"


def tax_year(day: dt.date) -> int:
    """The year in which the tax year of a day began, on 6 April."""
    return day.year if (day.month, day.day) >= (4, 6) else day.year - 1


def current_for(engine: str, engine_version: str, today: dt.date) -> Current:
    """What estimates of the council in scope rest on today, by this engine."""
    return Current(engine, engine_version, today, rules_of_year(scheme_year(today)))


def out_of_date(current: Current) -> QuerySet[Estimate]:
    """The estimates of this council that a re-run should look at today, those asked for first coming first.

    Each is the latest of its claim or check, ready, and of answers that may still be true. Whoever calls is the
    platform itself or an operator; nothing here is for a page.
    """
    latest = Estimate.objects.filter(claim__isnull=False).order_by("claim", "-asked_at", "-pk").distinct("claim")
    estimates = Estimate.objects.filter(pk__in=latest.values("pk"), state=Estimate.State.READY)
    return (
        estimates.filter(_is_stale(current) | _has_new_answers(), _is_still_true(current), _is_quiet())
        .exclude(looked_at__gte=start_of_day(current.today, timezone.get_current_timezone()))
        .select_related("claim__resident")
        .order_by("asked_at", "pk")
    )


def _is_stale(current: Current) -> Q:
    """What it rests on besides the answers has changed."""
    oldest = (current.today - OFTEN_ENOUGH).isoformat()
    same_engine = Q(engine=current.engine, engine_version=current.engine_version)
    same_rules = Q(rules=current.rules) & Q(result__rates_year=current.rates_year)
    return ~same_engine | ~same_rules | Q(household__claim_date__lt=oldest)


def _has_new_answers() -> Exists:
    """Answers saved since: only a draft can have any."""
    seen = Greatest(OuterRef("asked_at"), Coalesce(OuterRef("looked_at"), OuterRef("asked_at")))
    return Exists(_answers(claim__submitted_at__isnull=True, saved_at__gt=seen))


def _is_quiet() -> Q:
    """Sent, or a draft in which nobody is writing."""
    return Q(claim__submitted_at__isnull=False) | ~Exists(_answers(saved_at__gt=timezone.now() - QUIET))


def _is_still_true(current: Current) -> Q:
    oldest = start_of_day(current.today - STILL_TRUE, timezone.get_current_timezone())
    is_draft = Q(claim__submitted_at__isnull=True)
    return Q(claim__submitted_at__gte=oldest) | (is_draft & Exists(_answers(saved_at__gte=oldest)))


def _answers(**wanted: object) -> QuerySet[Answer]:
    return Answer.objects.filter(claim=OuterRef("claim"), **wanted)


def because(estimate: Estimate, current: Current, *, answers_changed: bool) -> str:
    """Why an estimate is out of date, in one of Estimate.MadeBecause; "" when it is not. Answers weigh most."""
    reasons = Estimate.MadeBecause
    if answers_changed:
        return reasons.FACTS
    if estimate.result["rates_year"] != current.rates_year:
        return reasons.RATES
    if estimate.rules != current.rules:
        return reasons.RULES
    if (estimate.engine, estimate.engine_version) != (current.engine, current.engine_version):
        return reasons.ENGINE
    if estimate.household["claim_date"] < (current.today - OFTEN_ENOUGH).isoformat():
        return reasons.TIME
    return ""
