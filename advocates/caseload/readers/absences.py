"""Who is away, and who stands in for them."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Membership, Team
from advocates.caseload.readers.cases import (
    live_among,
    manages_cases,
    may_take,
    require_caseload,
    teams_with_workers,
)
from advocates.caseload.rules import BACK_FOR
from advocates.models import Absence, Case, CaseTask

# A colleague of a colleague of a colleague.
MOST_STEPS = 5


def absences_for(actor: Actor) -> QuerySet[Absence]:
    """The absences that are not over of the actor, and, for a manager, of everybody of their side."""
    require_caseload(actor)
    found = Absence.objects.filter(ended_at__isnull=True, membership__organisation=actor.membership.organisation_id)
    if not manages_cases(actor):
        found = found.filter(membership=actor.membership)
    return found.select_related("membership", "cover", "team").order_by("starts_on", "pk")


def absence_to_end(actor: Actor, key: int, *, lock: bool = False) -> Absence:
    """One of them, or 404. `lock` inside a writing transaction."""
    absences = absences_for(actor).filter(pk=key)
    found = (absences.select_for_update(of=("self",)) if lock else absences).first()
    if found is None:
        raise Http404
    return found


def absence_of(membership: Membership) -> Absence | None:
    """The absence of somebody that has begun and is not over."""
    begun = Absence.objects.filter(membership=membership, began_at__isnull=False, ended_at__isnull=True)
    return begun.select_related("cover", "team").first()


def last_absence(membership: Membership, now: dt.datetime) -> Absence | None:
    """The absence from which somebody came back within the last week; None while they are away again."""
    theirs = Absence.objects.filter(membership=membership, began_at__isnull=False)
    last = theirs.order_by("-began_at", "-pk").first()
    is_back = last is not None and last.ended_at is not None and last.ended_at > now - BACK_FOR
    return last if is_back else None


def passed_meanwhile(absence: Absence) -> dict[Case, dt.date]:
    """The cases that are somebody's again, in which something passed its last day while they were away and waits still:
    the first such day of each, in this order. Nothing of cases in which nobody may work any more.
    """
    first, back = timezone.localdate(absence.began_at), timezone.localdate(absence.ended_at)
    late = CaseTask.objects.filter(
        case__responsible=absence.membership_id, case__closed_at__isnull=True, due_on__gte=first, due_on__lt=back
    )
    late = late.exclude(kind__in=[*CaseTask.OTHERS_TURN, CaseTask.Kind.ENDING]).select_related("case__resident")
    days = {task.case: task.due_on for task in late.order_by("-due_on", "-pk")}
    live = live_among(days)
    return {case: days[case] for case in reversed(days) if case.pk in live}


def members_back(now: dt.datetime) -> QuerySet[Absence]:
    """The keys of the memberships of those who came back within the last week."""
    return Absence.objects.filter(began_at__isnull=False, ended_at__gt=now - BACK_FOR).values("membership")


def stands_in(to: Membership | Team, *, but: Membership | None = None) -> Membership | Team | None:
    """Whoever has what is theirs now: they themselves while they are here, else who covers for them, and so on; None
    when nobody does, or only `but`.
    """
    for _step in range(MOST_STEPS):
        if isinstance(to, Team):
            return to if teams_with_workers(to.organisation_id).filter(pk=to.pk).exists() else None
        if to == but:
            return None
        if may_take(to.organisation_id).filter(pk=to.pk).exists():
            return to
        absence = absence_of(to)
        if absence is None:
            return None
        to = absence.cover or absence.team
    return None


def team_after(membership: Membership) -> Team | None:
    """The team that has what was somebody's when they leave: the first by name in which somebody else works."""
    others = teams_with_workers(membership.organisation_id).filter(members__membership=membership)
    for team in others:
        if team.members.exclude(membership=membership).filter(membership__in=may_take(team.organisation_id)).exists():
            return team
    return None
