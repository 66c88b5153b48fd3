"""Teams of advisers, which a council's admin sets."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
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
    before = _said(team) if key is not None else None
    team.name = name
    team.save()
    team.members.exclude(membership__in=wanted).delete()
    there = set(team.members.values_list("membership", flat=True))
    TeamMember.objects.bulk_create(TeamMember(team=team, membership_id=each) for each in sorted(wanted - there))
    keep_change("cobrowse.teams", before=before, after=_said(team), subject=str(team.pk), name=name, by=by)
    record_setting("team", "added" if key is None else "changed", str(team.pk), by)
    wake(desk_topic())
    return team


@transaction.atomic
def remove_team(*, key: int, by: Actor) -> None:
    """Take a team away; who waits for it waits for everybody, with their place. Removed twice it is gone."""
    lock_settings(by)
    for team in Team.objects.filter(pk=key, organisation=None):
        keep_change("cobrowse.teams", before=_said(team), after=None, subject=str(key), name=team.name, by=by)
        team.delete()
        record_setting("team", "removed", str(key), by)
        wake(desk_topic())


def _said(team: Team) -> dict[str, Any]:
    members = team.members.order_by("membership__display_name")
    return {"name": team.name, "members": list(members.values_list("membership__display_name", flat=True))}


add_setting(
    Setting(
        code="cobrowse.teams", title=gettext_lazy("Teams"), page="cobrowse:settings",
        fields={"name": gettext_lazy("Name"), "members": gettext_lazy("Members")},
        why_final=gettext_lazy("People come and go, so a team is changed back on its own page only."),
    )
)  # fmt: skip
