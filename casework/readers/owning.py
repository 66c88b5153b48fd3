"""Who works on which claims: a member of staff, a team, or nobody.

Somebody who has left or has a role that works on no claims, and a team without anybody else, work on nothing: their
claims are among those of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
    prefetch_related_objects,
)

from accounts.actors import Actor
from accounts.models import Membership, Team, TeamMember
from accounts.permissions import Permission, require, roles_with
from casework.models import Assignment
from claims.models import Claim, ClaimStatus

WORKING_ROLES = roles_with(Permission.CLAIM_PROGRESS)


class Whose(TextChoices):
    """The owners by which the work list can be filtered."""

    ANYBODYS = "", "Everybody's"
    MINE = "mine", "Mine"
    TEAMS = "team", "My teams'"
    NOBODYS = "nobody", "Nobody's"


def _current(**which: Any) -> QuerySet[Assignment]:
    """Current assignments; `is_there`: the owner, or a member of the team, still works on claims here."""
    return _with_owners(Assignment.objects.filter(is_current=True, **which))


def _with_owners(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    members = TeamMember.objects.filter(_works("membership__"), team=OuterRef("team"))
    return assignments.select_related("owner", "team").annotate(
        is_there=Case(When(_works("owner__"), then=Value(True)), default=Exists(members))
    )


def _works(path: str) -> Q:
    """The condition that a membership works on claims; `path` leads to it, "" is the row itself."""
    return Q(**{f"{path}is_active": True, f"{path}roles__overlap": WORKING_ROLES})


def current_assignment(claim: Claim) -> Assignment | None:
    """The latest that was taken, passed on or put back; None: never."""
    return _current(claim=claim).first()


def read_assignments(claim: Claim) -> Assignment | None:
    """As `current_assignment`, and keeps every one in `claim.assignments` for the rest of a page. One query."""
    prefetch_related_objects([claim], Prefetch("assignments", _with_owners(Assignment.objects.all())))
    return next((each for each in claim.assignments.all() if each.is_current), None)


def works_on(assignment: Assignment | None) -> Membership | Team | None:
    """Who works on the claim of this current assignment; None for nobody, and for whoever is not there any more."""
    if assignment is None or not assignment.is_there:
        return None
    return assignment.owner or assignment.team


def workers_of(claims: Iterable[Claim]) -> dict[int, Membership | Team | None]:
    """By the keys of claims, who works on them. One query."""
    return {each.claim_id: works_on(each) for each in _current(claim__in=list(claims))}


def of_whom(claims: QuerySet[Claim], whose: str, actor: Actor) -> QuerySet[Claim]:
    """These claims that somebody works on: the actor, one of their teams, or nobody; all of them for ANYBODYS."""
    if whose == Whose.ANYBODYS:
        return claims
    return _with_workers(claims.filter(council=actor.council)).filter(_condition(Whose(whose), actor))


def count_by_whose(claims: QuerySet[Claim], statuses: Sequence[ClaimStatus], actor: Actor) -> dict[str, int]:
    """How many of these claims, of those that are not done, each has, and of all of them there are. One query.

    `statuses` are all of the council's.
    """
    to_do = [status.pk for status in statuses if status.stage != ClaimStatus.Stage.DONE]
    open_claims = _with_workers(claims.filter(council=actor.council, status__in=to_do).order_by())
    few = [each for each in Whose if each != Whose.ANYBODYS]
    counts = open_claims.aggregate(
        all=Count("*"), **{each.value: Count("pk", filter=_condition(each, actor)) for each in few}
    )
    return {each.value: counts[each.value or "all"] for each in Whose}


def _with_workers(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims with the keys of who has each: `has_owner`, `has_team` (None for neither), and `is_there`.

    Joined once: asked for one claim at a time, a large council's list takes ten times as long. Callers name the
    council: row security does too, but only of a name PostgreSQL knows how many claims to plan for.
    """
    joined = claims.alias(has=FilteredRelation("assignments", condition=Q(assignments__is_current=True)))
    staff = Membership.objects.filter(_works("")).values("pk")
    teams = TeamMember.objects.filter(_works("membership__")).values("team")
    there = Case(When(Q(has__owner__in=staff) | Q(has__team__in=teams), then=Value(True)), default=Value(False))
    return joined.alias(has_owner=F("has__owner"), has_team=F("has__team"), is_there=there)


def _condition(whose: Whose, actor: Actor) -> Q:
    """Of claims `_with_workers`."""
    require(actor, Permission.CLAIM_VIEW)
    if whose == Whose.MINE:
        return Q(has_owner=actor.membership.pk)
    if whose == Whose.TEAMS:
        return Q(has_team__in=TeamMember.objects.filter(membership=actor.membership).values("team"))
    return Q(is_there=False)


def colleagues_to_pass_on_to(actor: Actor) -> list[Membership]:
    """Everybody else of this council who works on claims, by name."""
    require(actor, Permission.CLAIM_PROGRESS)
    staff = Membership.objects.filter(is_active=True, roles__overlap=WORKING_ROLES).exclude(pk=actor.membership.pk)
    return list(staff.order_by("display_name", "pk"))


def teams_to_pass_on_to(actor: Actor) -> list[Team]:
    """The teams of this council that somebody is in, by name."""
    require(actor, Permission.CLAIM_PROGRESS)
    there = TeamMember.objects.filter(_works("membership__"), team=OuterRef("pk"))
    return list(Team.objects.filter(Exists(there), organisation=None).order_by("name", "pk"))


def team_for_claims_of(membership: Membership) -> Team | None:
    """The team that takes over from somebody: one of theirs in which somebody else works on claims; None for none."""
    others = TeamMember.objects.filter(_works("membership__"), team=OuterRef("pk")).exclude(membership=membership)
    teams = Team.objects.filter(Exists(others), organisation=None, members__membership=membership)
    return teams.order_by("name", "pk").first()
