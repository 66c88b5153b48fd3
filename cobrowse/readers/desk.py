"""What an adviser's desk shows: who waits, whom they talk with, what was left for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission, require, roles_with
from cobrowse.models import CannedReply, Duty, HelpRequest, Topic, Way
from cobrowse.readers.hearing import with_heard, with_unread
from cobrowse.readers.queue import on_duty
from cobrowse.readers.teams import first_of_teams, notes_to_teams, teams_of, waiting_for
from core.rows import only_row

SHOWN = 50
HELPING_ROLES = roles_with(Permission.LIVE_HELP)


@dataclass(frozen=True)
class Desk:
    """`waiting`, `mine`, `messages` and `to_wrap_up` are requests, in the order they are shown."""

    duty: Duty | None
    waiting: list[HelpRequest]
    mine: list[HelpRequest]
    messages: list[HelpRequest]
    to_wrap_up: list[HelpRequest]
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
    unfinished = HelpRequest.objects.filter(
        adviser=actor.membership, state=HelpRequest.State.ENDED, accepted_at__isnull=False, wrapped_up_at__isnull=True
    ).order_by("ended_at")
    colleagues = on_duty(now).exclude(membership=actor.membership).select_related("membership")
    queue = list(waiting_for(my_teams).select_related(*shown)[:SHOWN])
    messages = list(left.select_related(*shown)[:SHOWN])
    return Desk(
        duty=duty,
        waiting=queue,
        mine=list(with_unread(with_heard(conversations_of(actor.membership))).select_related(*shown)),
        messages=messages,
        to_wrap_up=list(with_unread(unfinished).select_related(*shown)[:SHOWN]),
        colleagues=list(colleagues.order_by("membership__display_name")),
        my_teams=my_teams,
        notes=notes_to_teams([*queue, *messages]),
    )


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
