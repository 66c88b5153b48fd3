"""What an adviser's desk shows: who waits, whom they talk with, what was left for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.actors import Actor
from accounts.models import Membership, TeamMember
from accounts.permissions import Permission, require, roles_with
from cobrowse.models import CannedReply, Duty, HelpRequest, Topic, Way
from cobrowse.readers.hearing import with_heard, with_unread
from cobrowse.readers.queue import DESK_GONE, on_duty
from cobrowse.readers.teams import first_of_teams, notes_to_teams, teams_of, waiting_for
from core.rows import only_row

SHOWN = 50
HELPING_ROLES = roles_with(Permission.LIVE_HELP)


@dataclass(frozen=True)
class Desk:
    """`waiting`, `mine`, `messages`, `to_wrap_up` and `left_open` are requests, in the order they are shown."""

    duty: Duty | None
    waiting: list[HelpRequest]
    mine: list[HelpRequest]
    messages: list[HelpRequest]
    to_wrap_up: list[HelpRequest]
    # The same of colleagues who are not there.
    left_open: list[HelpRequest]
    colleagues: list[Duty]
    # The keys of the adviser's own teams, and by the key of a request what was noted when it was passed on to a team.
    my_teams: set[int]
    notes: dict[int, tuple[str, str]]


def duty_of(actor: Actor) -> Duty | None:
    """Whether and how this adviser is on duty; None: never yet."""
    require(actor, Permission.LIVE_HELP)
    return only_row(Duty.objects.filter(membership=actor.membership))


def conversations_of(membership: Membership) -> QuerySet[HelpRequest]:
    """Whom an adviser talks with, longest first."""
    talking = HelpRequest.objects.filter(state=HelpRequest.State.TALKING, adviser=membership)
    return talking.order_by("accepted_at", "pk")


def desk_of(actor: Actor, now: dt.datetime) -> Desk:
    """Everything on the adviser's desk."""
    duty = duty_of(actor)
    shown, my_teams = ("resident", "adviser", "team"), teams_of(actor.membership)
    # Those that a colleague has taken stand there too, with who answers, until that has ended.
    left = HelpRequest.objects.filter(way=Way.MESSAGE, state__in=HelpRequest.OPEN).exclude(adviser=actor.membership)
    left = first_of_teams(left, my_teams).order_by("-state", "for_others", "ranked_at", "pk")
    colleagues = on_duty(now).exclude(membership=actor.membership).select_related("membership")
    queue = list(waiting_for(my_teams).select_related(*shown)[:SHOWN])
    messages = list(left.select_related(*shown)[:SHOWN])
    return Desk(
        duty=duty,
        waiting=queue,
        mine=list(with_unread(with_heard(conversations_of(actor.membership))).select_related(*shown)),
        messages=messages,
        to_wrap_up=list(with_unread(open_wrap_ups().filter(adviser=actor.membership)).select_related(*shown)[:SHOWN]),
        left_open=list(left_open_for(actor.membership, now).select_related(*shown)[:SHOWN]),
        colleagues=list(colleagues.order_by("membership__display_name")),
        my_teams=my_teams,
        notes=notes_to_teams([*queue, *messages]),
    )


def open_wrap_ups() -> QuerySet[HelpRequest]:
    """Conversations that have ended, of which nobody has written down what came of them."""
    ended = HelpRequest.objects.filter(state=HelpRequest.State.ENDED, accepted_at__isnull=False)
    return ended.filter(wrapped_up_at__isnull=True).order_by("ended_at", "pk")


def left_open_for(membership: Membership, now: dt.datetime) -> QuerySet[HelpRequest]:
    """What this adviser may wrap up for colleagues who are off duty or have left: those of the same team, or of the
    team that the person was passed on to. Where nobody else of such a team helps live, everybody may.
    """
    there = Duty.objects.exclude(state=Duty.State.OFF).filter(seen_at__gt=now - DESK_GONE)
    there = there.filter(membership__in=helping_advisers())
    left = open_wrap_ups().exclude(adviser=membership).exclude(adviser__in=there.values("membership"))
    teams = TeamMember.objects.filter(Q(team=OuterRef("team")) | Q(team__members__membership=OuterRef("adviser")))
    others = teams.filter(membership__in=helping_advisers()).exclude(membership=OuterRef("adviser"))
    return left.filter(Exists(teams.filter(membership=membership)) | ~Exists(others))


def may_wrap_up(actor: Actor, request: HelpRequest, now: dt.datetime) -> bool:
    """Whether this adviser may write down what came of a conversation: of their own that has ended also once more."""
    require(actor, Permission.LIVE_HELP)
    if request.adviser_id == actor.membership.pk:
        return request.state == HelpRequest.State.ENDED
    return left_open_for(actor.membership, now).filter(pk=request.pk).exists()


def helping_advisers() -> QuerySet[Membership]:
    """Everybody of this council who may help live."""
    return Membership.objects.filter(is_active=True, roles__overlap=HELPING_ROLES).order_by("display_name", "pk")


def advisers_to_pass_on_to(actor: Actor) -> list[Membership]:
    """Everybody else of this council who may help live."""
    require(actor, Permission.LIVE_HELP)
    return list(helping_advisers().exclude(pk=actor.membership.pk))


def colleagues_here(actor: Actor, now: dt.datetime) -> set[int]:
    """The keys of the memberships of everybody on duty just now."""
    require(actor, Permission.LIVE_HELP)
    return set(on_duty(now).values_list("membership", flat=True))


def topics_for(actor: Actor, chosen: int | None = None) -> list[Topic]:
    """The council's topics, with the one that was chosen before it was taken away."""
    require(actor, Permission.LIVE_HELP)
    return list(Topic.objects.filter(Q(is_used=True) | Q(pk=chosen)).order_by("name"))


def canned_replies(actor: Actor, language: str) -> list[CannedReply]:
    """The council's ready words in a language, with the English of those it has not."""
    require(actor, Permission.LIVE_HELP)
    found = {each.code: each for each in CannedReply.objects.filter(language="en-gb")}
    found |= {each.code: each for each in CannedReply.objects.filter(language=language)}
    return sorted(found.values(), key=lambda each: each.title)
