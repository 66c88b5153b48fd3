"""What is new of permissions that an organisation was given: for its admins, or for the people whom a grant names."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Delegation, Membership
from accounts.permissions import Permission
from advocates.readers.grants import lasting
from advocates.rules.ending import FORTNIGHT, OVER, REMINDERS, TOLD_FOR, notice_due
from core.rules.dates import start_of_day

SHOWN_FOR = dt.timedelta(days=14)
# So many are read whole.
FEW = 100
DAYS_BEFORE = {notice: days for notice, days, _lasts in REMINDERS}


class Kind(TextChoices):
    """What is new."""

    BEGAN = "began", _("A permission began")
    RENEWED = "renewed", _("A permission was renewed")
    SOON = "soon", _("A permission ends soon")
    OVER = "over", _("A permission has ended")


@dataclass(frozen=True)
class PermissionNews:
    """Something new of a grant, and since when it is so."""

    kind: Kind
    grant: Delegation
    at: dt.datetime


class _Days(NamedTuple):
    """Of a grant, what says whether it is news. A large partner has thousands, of which a page shows a few."""

    pk: int
    starts_on: dt.date
    ends_on: dt.date | None
    created_at: dt.datetime
    renewed_by_id: int | None


def permission_news(membership: Membership, now: dt.datetime, most: int | None = None) -> list[PermissionNews]:
    """What somebody at an organisation hears of its grants, the newest first, `most` at most; nothing of one that was
    ended before its last day, however it was ended. One query, three where more than FEW may be new; the council's own
    people have none.
    """
    organisation = membership.organisation
    today = timezone.localdate(now)
    if organisation is None or not organisation.has_agreement(today):
        return []
    whose = Q(named__contains=[membership.pk])
    if membership.allows(Permission.CASE_MANAGE):
        whose |= Q(named=[])
    new = _maybe_new(now).filter(whose, organisation=organisation).select_related("resident", "renews").order_by("pk")
    grants = list(new[: FEW + 1])
    if len(grants) > FEW:
        grants = list(new.filter(pk__in=_newest(new, now, today, most)))
    found = [
        PermissionNews(Kind.RENEWED if kind == Kind.BEGAN and hasattr(grant, "renews") else kind, grant, at)
        for grant in grants
        for at, kind in _news_of(grant, now, today)
    ]
    return sorted(found, key=lambda each: (each.at, each.grant.pk), reverse=True)[:most]


def _newest(grants: QuerySet[Delegation], now: dt.datetime, today: dt.date, most: int | None) -> list[int]:
    """The keys of those that are news, the newest first. Of thousands only the days are read."""
    days = itertools.starmap(_Days, grants.values_list(*_Days._fields))
    found = [(at, each.pk) for each in days for at, _kind in _news_of(each, now, today)]
    return [pk for _at, pk in sorted(found, reverse=True)[:most]]


def organisations_with_news(now: dt.datetime) -> Iterable[int]:
    """The keys of the organisations of which somebody may hear something. One query."""
    return set(_maybe_new(now).order_by().values_list("organisation", flat=True))


def _maybe_new(now: dt.datetime) -> QuerySet[Delegation]:
    today = timezone.localdate(now)
    ends = Q(ends_on__range=(today - dt.timedelta(days=TOLD_FOR), today + dt.timedelta(days=DAYS_BEFORE[FORTNIGHT])))
    new = Q(created_at__gte=now - SHOWN_FOR) | (ends & Q(renewed_by=None))
    return lasting(Delegation.objects.filter(new, organisation__isnull=False, revoked_at=None))


def _news_of(grant: _Days | Delegation, now: dt.datetime, today: dt.date) -> list[tuple[dt.datetime, Kind]]:
    """Since when a grant is news, and what; at most one."""
    if grant.renewed_by_id is None and grant.ends_on is not None:
        notice = notice_due(grant.starts_on, grant.ends_on, today, had="")
        if notice:
            days = DAYS_BEFORE.get(notice, -1)
            kind = Kind.OVER if notice == OVER else Kind.SOON
            return [(start_of_day(grant.ends_on - dt.timedelta(days=days), timezone.get_current_timezone()), kind)]
    if grant.created_at < now - SHOWN_FOR or (grant.ends_on is not None and grant.ends_on < today):
        return []
    return [(grant.created_at, Kind.BEGAN)]
