"""Teams of a partner, which its admin sets."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.http import Http404

from accounts import audit
from accounts.actors import Actor
from accounts.models import Organisation, Team, TeamMember
from advocates.caseload.readers.cases import workers
from advocates.caseload.readers.teams import require_teams
from advocates.models import Absence, Case


class NameTaken(Exception):
    """Another team of the organisation is called so. Nothing changed."""


class StillCovers(Exception):
    """The team covers for somebody, or is to. Nothing changed."""


@transaction.atomic
def save_team(*, name: str, members: Collection[int], by: Actor, key: int | None = None) -> Team:
    """Add a team, or change the one with this key; `members` are keys of memberships that work with people there.

    Raises NameTaken, Http404, PermissionDenied.
    """
    organisation = _locked(by)
    team = Team.objects.filter(pk=key, organisation=organisation).first() if key is not None else Team()
    wanted = set(members)
    if team is None or workers(organisation.pk).filter(pk__in=wanted).count() != len(wanted):
        raise Http404
    if Team.objects.filter(name=name, organisation=organisation).exclude(pk=team.pk).exists():
        raise NameTaken
    team.name, team.organisation = name, organisation
    team.save()
    team.members.exclude(membership__in=wanted).delete()
    there = set(team.members.values_list("membership", flat=True))
    TeamMember.objects.bulk_create(TeamMember(team=team, membership_id=each) for each in sorted(wanted - there))
    audit.record("advocates.team.saved", by=by, subject=f"team {team.pk}")
    return team


@transaction.atomic
def remove_team(*, key: int, by: Actor) -> None:
    """Take a team away; its cases are nobody's then. Removed twice it is gone. Raises StillCovers, PermissionDenied."""
    organisation = _locked(by)
    for team in Team.objects.filter(pk=key, organisation=organisation):
        if Absence.objects.filter(team=team, ended_at__isnull=True).exists():
            raise StillCovers
        Absence.objects.filter(team=team).delete()
        Case.objects.filter(team=team).update(team=None)
        team.delete()
        audit.record("advocates.team.removed", by=by, subject=f"team {key}")


def _locked(by: Actor) -> Organisation:
    """Whoever sets its teams at the same time waits here."""
    return Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=require_teams(by))
