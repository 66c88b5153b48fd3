"""Who is away, and who stands in for them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Membership, Team
from advocates.caseload.readers.cases import manages_cases, may_take, require_caseload, teams_with_workers
from advocates.models import Absence

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
