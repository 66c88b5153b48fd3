"""What is drawn for a quality check, by which rates, and what waits for a reviewer."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import Award, Decision, QualityDraw, QualityRate
from claims.models import Claim
from core.rules.dates import start_of_day

# Of a year, as letters and estimates count it.
WEEKS = 52


def rate_for(claim: Claim, outcome: str) -> QualityRate | None:
    """The rate that is closest to a decision: of its form and outcome, of its form, of its outcome, of all; locked, so
    that drawings are counted one after the other.
    """
    form = claim.form_version.form.slug
    rates = QualityRate.objects.select_for_update().filter(form__in=["", form], outcome__in=["", outcome])
    return max(rates.order_by("pk"), key=lambda rate: (rate.form != "", rate.outcome != ""), default=None)


def drawn_this_month(rate: QualityRate) -> int:
    """How many claims of a rate were drawn in this calendar month."""
    first = start_of_day(timezone.localdate().replace(day=1), timezone.get_current_timezone())
    return QualityDraw.objects.filter(rate=rate, is_drawn=True, at__gte=first).count()


def pence_a_year(decision: Decision) -> int:
    """What a decision gives in a year: its weekly awards for 52 weeks, and what is paid once."""
    awards = Award.objects.filter(decision=decision, pence__isnull=False)
    return sum(pence * (WEEKS if weekly else 1) for pence, weekly in awards.values_list("pence", "is_weekly"))


def draw_of(claim: Claim) -> QualityDraw | None:
    """What was drawn for a claim, or None before it was."""
    return QualityDraw.objects.filter(claim=claim).first()


def to_review(actor: Actor) -> list[Decision]:
    """The decisions that wait for a reviewer, the longest waiting first."""
    require(actor, Permission.CLAIM_VIEW)
    waiting: QuerySet[Decision] = Decision.objects.filter(state=Decision.State.REVIEW)
    related = waiting.select_related("claim__submission", "claim__form_version__form")
    return list(related.defer("claim__form_version__spec").order_by("made_at", "pk"))


def reviewed(actor: Actor, since: dt.datetime) -> dict[str, int]:
    """How many decisions were reviewed since a moment, and how many of them were given back."""
    require(actor, Permission.CLAIM_VIEW)
    done = Decision.objects.filter(reviewed_at__gte=since)
    return {"reviewed": done.count(), "given_back": done.filter(state=Decision.State.RETURNED).count()}


def rates(actor: Actor) -> list[QualityRate]:
    """The council's rates."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(QualityRate.objects.all())


def rate_of(actor: Actor, key: int) -> QualityRate:
    """One of them, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    rate = QualityRate.objects.filter(pk=key).first()
    if rate is None:
        raise Http404
    return rate
