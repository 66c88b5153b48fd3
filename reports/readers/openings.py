"""Who opened what: from the audit trail, by member of staff or by person. Never what was in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import AuditEvent, Membership, TeamMember
from accounts.permissions import Permission, require
from casework.models import Assignment, Showing
from claims.models import Claim

SHOWN = 500
CLAIM = "claims.claim.opened"
ANSWER = "claims.answer.shown"
CODES = (
    CLAIM,
    ANSWER,
    "claims.person.opened",
    "claims.document.opened",
    "claims.estimate_document.opened",
    "claims.letter.opened",
    "cobrowse.booking.opened",
    "advocates.look_alike.opened",
)


@dataclass(frozen=True)
class Opening:
    """One act of opening. `is_theirs` is False for a claim that neither they nor a team of theirs had in hand then, and
    None for what is in nobody's hands. `showing` says why a hidden answer was shown.
    """

    event: AuditEvent
    is_theirs: bool | None
    showing: Showing | None = None


@dataclass(frozen=True)
class OpeningFilter:
    """Which: the days, both included, and a member of staff (key of the membership) or a claim's reference, or both."""

    first: dt.date
    last: dt.date
    member: int | None = None
    reference: str = ""


def members_for(actor: Actor) -> QuerySet[Membership]:
    """Everybody who works or worked here, by name, for an admin."""
    require(actor, Permission.COUNCIL_MANAGE)
    return Membership.objects.order_by("display_name", "pk")


def openings(actor: Actor, wanted: OpeningFilter) -> list[Opening]:
    """What staff opened, the newest first, at most SHOWN. By reference: everything of the person whose claim it is.

    Raises Http404, PermissionDenied.
    """
    require(actor, Permission.COUNCIL_MANAGE)
    start = timezone.make_aware(dt.datetime.combine(wanted.first, dt.time.min))
    end = timezone.make_aware(dt.datetime.combine(wanted.last + dt.timedelta(days=1), dt.time.min))
    events = AuditEvent.objects.filter(code__in=CODES, at__gte=start, at__lt=end)
    # What people open of their own is theirs to open.
    events = events.exclude(resident__user=F("actor")).filter(actor__in=_users(wanted.member))
    if wanted.reference:
        persons = Claim.objects.filter(reference=wanted.reference.strip().upper()).values("resident")
        events = events.filter(resident__in=persons)
    return _judged(list(events.order_by("-number")[:SHOWN]))


def _users(member: int | None) -> QuerySet[Membership]:
    chosen = Q() if member is None else Q(pk=member)
    return Membership.objects.filter(chosen).values("user")


def _judged(events: list[AuditEvent]) -> list[Opening]:
    claims = {event.subject for event in events if event.code in (CLAIM, ANSWER)}
    given: dict[str, list[Assignment]] = {}
    rows = Assignment.objects.filter(claim__reference__in=claims).select_related("claim", "owner")
    for each in rows.order_by("at", "pk"):
        given.setdefault(each.claim.reference, []).append(each)
    teams: dict[int, set[int]] = {}
    for team, user in TeamMember.objects.values_list("team", "membership__user"):
        teams.setdefault(user, set()).add(team)
    keys = [event.detail.get("showing") for event in events if event.code == ANSWER]
    showings = Showing.objects.in_bulk([key for key in keys if key])
    return [
        Opening(event, _was_theirs(event, given, teams), showings.get(event.detail.get("showing"))) for event in events
    ]


def _was_theirs(event: AuditEvent, given: dict[str, list[Assignment]], teams: dict[int, set[int]]) -> bool | None:
    if event.code not in (CLAIM, ANSWER):
        return None
    before = [each for each in given.get(event.subject, []) if each.at <= event.at]
    if not before:
        return False
    last = before[-1]
    own = last.owner is not None and last.owner.user_id == event.actor_id
    return own or (last.team_id is not None and last.team_id in teams.get(event.actor_id or 0, set()))
