"""Advisers and the queue: taking somebody, putting them back, passing them on."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership, Team
from accounts.permissions import Permission, require
from cobrowse.actions.events import HasEnded, add_event, locked_for_staff
from cobrowse.models import Duty, HelpEvent, HelpRequest, Way
from cobrowse.readers.desk import conversations_of, helping_advisers
from cobrowse.readers.teams import next_for, teams_of
from cobrowse.signals import adviser_leaves


class AlreadyTaken(Exception):
    """A colleague was quicker; `by` is their name. Nothing was changed."""

    def __init__(self, by: str):
        super().__init__("taken by a colleague")
        self.by = by


class TooManyPeople(Exception):
    """The adviser talks with as many people as they take at once. Nothing was changed."""


@transaction.atomic
def accept(*, public_id: uuid.UUID, by: Actor) -> HelpRequest:
    """Take somebody who waits; pressed again, nothing more happens. Raises AlreadyTaken, HasEnded, TooManyPeople."""
    duty = _locked_duty(by)
    request = locked_for_staff(public_id, by)
    if request.state == HelpRequest.State.ENDED:
        raise HasEnded
    if request.state == HelpRequest.State.TALKING:
        if request.adviser_id == by.membership.pk:
            return request
        raise AlreadyTaken(request.adviser.display_name)
    return _taken(request, duty, by)


@transaction.atomic
def take_next(*, by: Actor) -> HelpRequest | None:
    """Take whoever is next for this adviser: first who waits for a team of theirs, and nobody who waits for a team that
    has somebody else on duty. None when nobody waits. Two advisers at once get two people. Raises TooManyPeople.
    """
    duty = _locked_duty(by)
    queue = next_for(teams_of(by.membership), timezone.now())
    request = queue.select_for_update(of=("self",), skip_locked=True).first()
    return _taken(request, duty, by) if request is not None else None


def _locked_duty(by: Actor) -> Duty:
    """The adviser's duty, locked first, so that two presses cannot both find room for one more person."""
    require(by, Permission.LIVE_HELP)
    duty = Duty.objects.select_for_update().filter(membership=by.membership).first()
    if duty is None or duty.state == Duty.State.OFF:
        raise Http404
    return duty


def _taken(request: HelpRequest, duty: Duty, by: Actor) -> HelpRequest:
    chats = conversations_of(by.membership).filter(way=Way.CHAT)
    if request.way == Way.CHAT and chats.count() >= duty.most_people:
        raise TooManyPeople
    request.state, request.adviser = HelpRequest.State.TALKING, by.membership
    request.accepted_at = request.accepted_at or timezone.now()
    # Taking a person from the queue counts as having read what they said.
    request.adviser_got = request.adviser_saw = request.head
    add_event(request, HelpEvent.Kind.JOINED, side=HelpEvent.By.ADVISER, by=by)
    audit.record("cobrowse.help.accepted", by=by, resident=request.resident, subject=str(request.public_id))
    return request


@transaction.atomic
def put_back(*, public_id: uuid.UUID, by: Actor) -> HelpRequest:
    """Let somebody wait again, with the place that they had. Raises Http404 unless they are this adviser's."""
    request = _mine(public_id, by)
    _to_queue(request, HelpEvent.By.ADVISER, by)
    return request


@transaction.atomic
def pass_on(*, public_id: uuid.UUID, to: int, words: str, by: Actor) -> HelpRequest:
    """Hand a conversation to a colleague (the key of their membership), with a note that only staff read.

    Raises Http404 unless it is this adviser's and the colleague helps live in this council.
    """
    request = _mine(public_id, by)
    colleague = _colleague(to)
    adviser_leaves.send(sender=HelpRequest, request=request, side=HelpEvent.By.ADVISER, by=by)
    request.adviser, request.team = colleague, None
    if words:
        add_event(request, HelpEvent.Kind.NOTED, side=HelpEvent.By.ADVISER, by=by, words=words, for_staff=True)
    add_event(request, HelpEvent.Kind.PASSED_ON, side=HelpEvent.By.ADVISER, by=by, words=colleague.display_name)
    # What the colleague has on their screen is not known yet.
    request.adviser_got = request.adviser_saw = 0
    request.save(update_fields=["adviser_got", "adviser_saw"])
    audit.record(
        "cobrowse.help.passed_on", by=by, resident=request.resident, subject=str(request.public_id),
        detail={"to": colleague.pk},
    )  # fmt: skip
    return request


@transaction.atomic
def pass_on_to_team(*, public_id: uuid.UUID, team: int, words: str, by: Actor) -> HelpRequest:
    """Have somebody wait for a team (its key), with the place that they had and a note that only staff read.

    Raises Http404 unless it is this adviser's and the team has somebody who helps live.
    """
    request = _mine(public_id, by)
    found = (
        Team.objects.filter(pk=team, organisation=None, members__membership__in=helping_advisers()).distinct().first()
    )
    if found is None:
        raise Http404
    adviser_leaves.send(sender=HelpRequest, request=request, side=HelpEvent.By.ADVISER, by=by)
    if words:
        add_event(request, HelpEvent.Kind.NOTED, side=HelpEvent.By.ADVISER, by=by, words=words, for_staff=True)
    request.state, request.adviser, request.team = HelpRequest.State.WAITING, None, found
    request.adviser_got = request.adviser_saw = 0
    add_event(request, HelpEvent.Kind.TO_TEAM, side=HelpEvent.By.ADVISER, by=by, words=found.name)
    audit.record(
        "cobrowse.help.passed_to_team", by=by, resident=request.resident, subject=str(request.public_id),
        detail={"to": found.pk},
    )  # fmt: skip
    return request


def return_to_queue(request: HelpRequest, by: Actor) -> None:
    """Let a locked request wait again because its adviser is gone."""
    _to_queue(request, HelpEvent.By.PLATFORM, by)


def _to_queue(request: HelpRequest, side: str, by: Actor) -> None:
    adviser_leaves.send(sender=HelpRequest, request=request, side=side, by=by)
    request.state, request.adviser = HelpRequest.State.WAITING, None
    request.adviser_got = request.adviser_saw = 0
    add_event(request, HelpEvent.Kind.PUT_BACK, side=side, by=by)
    audit.record("cobrowse.help.put_back", by=by, resident=request.resident, subject=str(request.public_id))


def _mine(public_id: uuid.UUID, by: Actor) -> HelpRequest:
    request = locked_for_staff(public_id, by)
    if request.state != HelpRequest.State.TALKING or request.adviser_id != by.membership.pk:
        raise Http404
    return request


def _colleague(key: int) -> Membership:
    colleague = Membership.objects.filter(pk=key, is_active=True).first()
    if colleague is None or not colleague.allows(Permission.LIVE_HELP):
        raise Http404
    return colleague
