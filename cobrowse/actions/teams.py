"""Teams of advisers, which a council's admin sets."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Team, TeamMember
from cobrowse.actions.events import desk_topic
from cobrowse.actions.settings import AlreadyThere, lock_settings, record_setting
from cobrowse.readers.desk import helping_advisers
from core.live import wake


@transaction.atomic
def save_team(*, name: str, members: Collection[int], by: Actor, key: int | None = None) -> Team:
    """Add a team, or change the one with this key; `members` are keys of memberships, all of whom help live here.

    Raises AlreadyThere for a name in use, Http404, PermissionDenied.
    """
    lock_settings(by)
    team = Team.objects.filter(pk=key, organisation=None).first() if key is not None else Team()
    wanted = set(members)
    if team is None or helping_advisers().filter(pk__in=wanted).count() != len(wanted):
        raise Http404
    if Team.objects.filter(name=name, organisation=None).exclude(pk=team.pk).exists():
        raise AlreadyThere
    team.name = name
    team.save()
    team.members.exclude(membership__in=wanted).delete()
    there = set(team.members.values_list("membership", flat=True))
    TeamMember.objects.bulk_create(TeamMember(team=team, membership_id=each) for each in sorted(wanted - there))
    record_setting("team", "added" if key is None else "changed", str(team.pk), by)
    wake(desk_topic())
    return team


@transaction.atomic
def remove_team(*, key: int, by: Actor) -> None:
    """Take a team away; who waits for it waits for everybody, with their place. Removed twice it is gone."""
    lock_settings(by)
    for team in Team.objects.filter(pk=key, organisation=None):
        team.delete()
        record_setting("team", "removed", str(key), by)
        wake(desk_topic())
