"""Steps of people's plans that a member of staff has to do, while they may see the plan."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import Membership
from accounts.permissions import Permission, Scope
from accounts.readers import given_to, in_force
from advocates.models import PlanAction, PlanShare

BEFORE = dt.timedelta(days=1)


def own_steps(membership: Membership, today: dt.date) -> QuerySet[PlanAction]:
    """Those of this member that are due by tomorrow or were due before, the first due first. At an organisation, of
    whoever shares the plan with it and lets it see claims; each with the `grant` (a public id) by which it is opened.
    """
    due = PlanAction.objects.filter(
        member=membership, state__in=PlanAction.OPEN, due_on__lte=today + BEFORE, resident__joined_into=None
    )
    due = due.select_related("resident").order_by("due_on", "pk")
    organisation = membership.organisation
    if organisation is None:
        return due if membership.allows(Permission.CLAIM_VIEW) else due.none()
    if not organisation.has_agreement(today):
        return due.none()
    theirs = given_to(helper=membership.user_id, organisation=organisation.pk, member=membership.pk)
    grants = in_force(today).filter(theirs, resident=OuterRef("resident"), scopes__contains=[Scope.VIEW_CLAIMS])
    shares = PlanShare.objects.filter(
        resident=OuterRef("resident"), organisation=organisation, withdrawn_at=None, starts_on__lte=today,
        ends_on__gte=today,
    )  # fmt: skip
    found = due.filter(Exists(shares)).annotate(grant=Subquery(grants.order_by("pk").values("public_id")[:1]))
    return found.filter(grant__isnull=False)


def members_with_steps(today: dt.date) -> set[int]:
    """The keys of those who may have one of which they were not told. One query."""
    due = PlanAction.objects.filter(member__isnull=False, state__in=PlanAction.OPEN, due_on__lte=today + BEFORE)
    return set(due.filter(reminded_for=None).order_by().values_list("member", flat=True))
