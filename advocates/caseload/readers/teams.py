"""The teams of a partner, for its admin."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Team
from accounts.permissions import Permission, require
from advocates.caseload.readers.cases import teams_of


def require_teams(actor: Actor) -> int:
    """The key of the organisation whose teams the actor sets. Raises Http404, PermissionDenied."""
    require(actor, Permission.ORGANISATION_MANAGE)
    if actor.membership.organisation_id is None:
        raise PermissionDenied
    return actor.membership.organisation_id


def teams_for(actor: Actor) -> QuerySet[Team]:
    """Their teams by name, with who is in each."""
    return teams_of(require_teams(actor)).prefetch_related("members__membership")


def team_for(actor: Actor, key: int) -> Team:
    """One of them, or 404."""
    team = teams_for(actor).filter(pk=key).first()
    if team is None:
        raise Http404
    return team
