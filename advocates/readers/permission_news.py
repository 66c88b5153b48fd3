"""What is new of permissions that an organisation was given: for its admins, or for the people whom a grant names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Delegation, Membership
from accounts.permissions import Permission
from advocates.readers.grants import lasting
from advocates.rules.ending import FORTNIGHT, OVER, REMINDERS, TOLD_FOR, notice_due
from core.rules.dates import start_of_day

SHOWN_FOR = dt.timedelta(days=14)
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


def permission_news(membership: Membership, now: dt.datetime) -> list[PermissionNews]:
    """What somebody at an organisation hears of its grants, the newest first; nothing of one that was ended before its
    last day, however it was ended. One query; the council's own people have none.
    """
    organisation = membership.organisation
    if organisation is None or not organisation.has_agreement(timezone.localdate(now)):
        return []
    whose = Q(named__contains=[membership.pk])
    if membership.allows(Permission.CASE_MANAGE):
        whose |= Q(named=[])
    grants = _maybe_new(now).filter(whose, organisation=organisation)
    found = [each for grant in grants.select_related("resident", "renews") if (each := _news_of(grant, now))]
    return sorted(found, key=lambda each: (each.at, each.grant.pk), reverse=True)


def organisations_with_news(now: dt.datetime) -> Iterable[int]:
    """The keys of the organisations of which somebody may hear something. One query."""
    return set(_maybe_new(now).order_by().values_list("organisation", flat=True))


def _maybe_new(now: dt.datetime) -> QuerySet[Delegation]:
    today = timezone.localdate(now)
    ends = Q(ends_on__range=(today - dt.timedelta(days=TOLD_FOR), today + dt.timedelta(days=DAYS_BEFORE[FORTNIGHT])))
    new = Q(created_at__gte=now - SHOWN_FOR) | (ends & Q(renewed_by=None))
    return lasting(Delegation.objects.filter(new, organisation__isnull=False, revoked_at=None))


def _news_of(grant: Delegation, now: dt.datetime) -> PermissionNews | None:
    today, zone = timezone.localdate(now), timezone.get_current_timezone()
    if grant.renewed_by_id is None and grant.ends_on is not None:
        notice = notice_due(grant.starts_on, grant.ends_on, today, had="")
        if notice:
            days = DAYS_BEFORE.get(notice, -1)
            kind = Kind.OVER if notice == OVER else Kind.SOON
            return PermissionNews(kind, grant, start_of_day(grant.ends_on - dt.timedelta(days=days), zone))
    if grant.created_at < now - SHOWN_FOR or (grant.ends_on is not None and grant.ends_on < today):
        return None
    return PermissionNews(Kind.RENEWED if hasattr(grant, "renews") else Kind.BEGAN, grant, grant.created_at)
