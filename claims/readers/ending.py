"""Forms that were not sent and have not changed for long, of people who can be written to."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import Council
from claims.models import Answer, Claim
from claims.readers.claims import unsaved_drafts
from claims.rules.drafts import ends_at

# Conditions on a draft, added by the apps above: one that fits any of them is kept.
_kept: list[Q] = []


def keep_drafts(where: Q) -> None:
    """Keep drafts that fit a condition; `OuterRef("pk")` in it is the draft. Called in `apps.ready()`."""
    _kept.append(where)


def not_kept(drafts: QuerySet[Claim]) -> QuerySet[Claim]:
    """Those that no app above asked to keep."""
    for where in _kept:
        drafts = drafts.exclude(where)
    return drafts


def unchanged_since(moment: dt.datetime) -> QuerySet[Claim]:
    """Drafts of people who can be written to, the last change `changed_at` of each no later than that."""
    answers = Answer.objects.filter(claim=OuterRef("pk")).order_by().values("claim")
    last = Subquery(answers.annotate(last=Max("saved_at")).values("last"))
    drafts = Claim.objects.filter(submitted_at__isnull=True, started_at__lte=moment)
    saved = drafts.exclude(pk__in=unsaved_drafts().values("pk"))
    return saved.annotate(changed_at=Greatest("started_at", last)).filter(changed_at__lte=moment)


def ends_on(claim: Claim, council: Council) -> dt.date | None:
    """The day on which a draft is deleted, for its pages; None while its person was not told so since the last change.

    Asks for nothing where nobody was told.
    """
    if claim.reminded_at is None or not claim.is_draft:
        return None
    last = claim.answers.aggregate(last=Max("saved_at"))["last"]
    ends = ends_at(max(filter(None, (claim.started_at, last))), claim.reminded_at, days=council.draft_days)
    return timezone.localdate(ends) if ends else None
