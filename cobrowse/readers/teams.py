"""Teams of advisers: who of them is there, and who waits for which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Membership, Team, TeamMember
from accounts.permissions import Permission, require
from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.readers.queue import at_their_page, on_duty, waiting
from cobrowse.readers.words import words_of
from core.rows import only_row


def teams_of(membership: Membership) -> set[int]:
    """The keys of the teams that an adviser is in."""
    return set(TeamMember.objects.filter(membership=membership).values_list("team", flat=True))


def first_of_teams(queue: QuerySet[HelpRequest], mine: Collection[int]) -> QuerySet[HelpRequest]:
    """The same with `for_others`: 0 for who waits for one of these teams, 1 for all others."""
    return queue.annotate(for_others=Case(When(team__in=list(mine), then=Value(0)), default=Value(1)))


def waiting_for(mine: Collection[int]) -> QuerySet[HelpRequest]:
    """Everybody who waits, as an adviser of these teams sees them: first who waits for one of them."""
    return first_of_teams(waiting(), mine).order_by("for_others", "ranked_at", "pk")


def next_for(mine: Collection[int], now: dt.datetime) -> QuerySet[HelpRequest]:
    """Whom an adviser of these teams takes next: nobody who is away, or waits for another team that has somebody on
    duty.
    """
    there = TeamMember.objects.filter(membership__in=on_duty(now).values("membership")).exclude(team__in=list(mine))
    return at_their_page(waiting_for(mine), now).filter(Q(team=None) | ~Q(team__in=there.values("team")))


def team_there(request: HelpRequest, now: dt.datetime) -> int | None:
    """The key of the team that somebody waits for, if anybody of it is on duty; None: they wait for everybody."""
    if request.team_id is None:
        return None
    there = TeamMember.objects.filter(team=request.team_id, membership__in=on_duty(now).values("membership"))
    return request.team_id if there.exists() else None


def teams_to_pass_on_to(actor: Actor, now: dt.datetime) -> list[tuple[Team, int]]:
    """Every team that has somebody else in it, and how many others of it are on duty."""
    require(actor, Permission.LIVE_HELP)
    others = Q(members__membership__is_active=True) & ~Q(members__membership=actor.membership)
    here = others & Q(members__membership__in=on_duty(now).values("membership"))
    teams = Team.objects.filter(organisation=None).annotate(
        others=Count("members", filter=others), here=Count("members", filter=here)
    )
    return [(each, each.here) for each in teams.filter(others__gt=0).order_by("name", "pk")]


def notes_to_teams(requests: Iterable[HelpRequest]) -> dict[int, tuple[str, str]]:
    """By the key of a request that waits for a team, who noted what for it; none where nobody did."""
    passed = {each.pk: each.public_id for each in requests if each.team_id is not None}
    if not passed:
        return {}
    notes = HelpEvent.objects.filter(request__in=list(passed), kind=HelpEvent.Kind.NOTED).order_by("number")
    return {each.request_id: (each.by_label, words_of(each, passed[each.request_id])) for each in notes}


def teams_with_members(actor: Actor) -> list[tuple[Team, list[str]]]:
    """Every team of the council with the names of who is in it, for who may change them."""
    require(actor, Permission.COUNCIL_MANAGE)
    members = TeamMember.objects.select_related("membership").order_by("membership__display_name", "pk")
    names: dict[int, list[str]] = {}
    for each in members:
        names.setdefault(each.team_id, []).append(each.membership.display_name)
    return [(team, names.get(team.pk, [])) for team in Team.objects.filter(organisation=None).order_by("name")]


def team_values(actor: Actor, key: int) -> dict[str, object]:
    """The name and members of one team, as a form takes them, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    team = only_row(Team.objects.filter(pk=key, organisation=None))
    if team is None:
        raise Http404
    return {"name": team.name, "members": list(team.members.values_list("membership", flat=True))}
