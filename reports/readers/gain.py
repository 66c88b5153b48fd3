"""What a council may read of monetary gain: sent claims, each with the one estimate that led to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, JSONField, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Permission, require
from calculator.benefits import CALCULATED, NOT_ENTITLED
from calculator.explain import CLAIM_FORMS
from casework.readers.work_list import council_forms, sent_between
from claims.models import Claim
from core.rules.messages import read_message
from estimates.models import Estimate
from reports.rules.gain import BenefitGain, ClaimGain, Group, by_benefit, by_month, total_of

# Everything the estimate compared; or only what the form of the claim itself claims.
FOUND, CLAIMED = "found", "claimed"
CLAIMS, MONTHS, BENEFITS = "claims", "months", "benefits"
PARTS = ("code", "name", "status", "pounds_per_year", "now_per_year")


@dataclass(frozen=True)
class GainFilter:
    """What is asked for. Dates None: no limit on that side. count: FOUND or CLAIMED."""

    sent_from: dt.date | None = None
    sent_to: dt.date | None = None
    count: str = FOUND


@dataclass(frozen=True)
class GainReport:
    """without: claims sent that no estimate led to."""

    claims: list[ClaimGain]
    total: Group
    months: list[Group]
    benefits: list[Group]
    without: int


class _Each(Func):
    """One value of every benefit of a stored result, in their order: the steps beside them stay in the database."""

    function = "jsonb_path_query_array"
    template = "%(function)s(%(expressions)s, '$.benefits[*].%(part)s')"
    output_field = JSONField()


def gain_report(actor: Actor, wanted: GainFilter) -> GainReport:
    """The gain of the claims that were sent in a period. Raises Http404, PermissionDenied.

    A person counts once: of several claims of theirs, the one sent last is in the totals (with CLAIMED: for each form).
    """
    may_read(actor)
    sent = _sent(wanted)
    claims = list(_claim_gains(sent.filter(origin__estimate__state=Estimate.State.READY), wanted))
    without = sent.exclude(origin__estimate__state=Estimate.State.READY).count()
    return GainReport(claims, total_of(claims), by_month(claims), by_benefit(claims), without)


def may_read(actor: Actor) -> None:
    """Raise Http404 or PermissionDenied for who may not read the report.

    Whoever reads the totals may look at single claims too: the total of one day can be that of one person.
    """
    require(actor, Permission.COUNCIL_MANAGE)
    require(actor, Permission.CLAIM_VIEW)


def may_download(actor: Actor, table: str) -> None:
    """Raise Http404 for no table of ours, PermissionDenied for somebody who may not read it."""
    may_read(actor)
    if table not in (CLAIMS, MONTHS, BENEFITS):
        raise Http404


def _sent(wanted: GainFilter) -> QuerySet[Claim]:
    return sent_between(Claim.objects.filter(submitted_at__isnull=False), wanted.sent_from, wanted.sent_to)


def _claim_gains(sent: QuerySet[Claim], wanted: GainFilter) -> Iterator[ClaimGain]:
    """The newest first."""
    titles = dict(council_forms())
    parts = {f"each_{part}": _Each(F("origin__estimate__result"), part=part) for part in PARTS}
    rows = sent.annotate(**parts).order_by("-submitted_at", "-pk").values_list(
        "reference", "resident_id", "form_version__form__slug", "submitted_at", *parts
    )  # fmt: skip
    counted: set[tuple[Any, ...]] = set()
    for reference, resident, slug, submitted_at, *columns in rows.iterator():
        form = slug if wanted.count == CLAIMED else None
        benefits = tuple(_compared(zip(*columns, strict=True), form))
        yield ClaimGain(
            reference, titles.get(slug, slug), timezone.localdate(submitted_at), benefits,
            counts=(resident, form) not in counted,
        )  # fmt: skip
        counted.add((resident, form))


def _compared(rows: Any, form: str | None) -> Iterator[BenefitGain]:
    """The benefits that the estimate compared with today; with a form, only those that it claims."""
    for code, name, status, after, before in rows:
        is_compared = status in (CALCULATED, NOT_ENTITLED) and after is not None and before is not None
        if is_compared and (form is None or CLAIM_FORMS.get(code) == form):
            yield BenefitGain(code, read_message(name), before, after)
