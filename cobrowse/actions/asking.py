"""Asking for help, and giving up waiting for it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.door import person_key
from accounts.models import AccessNeed, Resident
from accounts.throttling import seconds_to_turn, seconds_to_wait
from claims.models import Claim
from cobrowse.actions.events import add_event, locked_own
from cobrowse.models import HelpEvent, HelpRequest, Way
from cobrowse.readers.requests import open_request_of
from cobrowse.rules.queue import ranked_at
from cobrowse.signals import adviser_leaves

# Nobody needs to ask more often. A library's address is many people's: then it has so many, which they share.
BY_PERSON, BY_NETWORK = "10/h", ("60/h", "1/m")
NEED_TIME = {AccessNeed.INTERPRETER, AccessNeed.BSL, AccessNeed.EXTRA_TIME}


class AskedTooOften(Exception):
    """This person, or their network address, asked so often that they must wait `seconds`. Nothing was saved."""

    def __init__(self, seconds: int):
        super().__init__()
        self.seconds = seconds


@dataclass(frozen=True)
class HelpWanted:
    """What somebody asks for. `page` and `question` say where they were, `claim` which draft or claim it is about."""

    about: str
    way: str
    language: str
    words: str = ""
    claim: Claim | None = None
    page: str = ""
    question: str = ""
    access_needs: Collection[str] = ()
    urgencies: Collection[str] = ()
    may_call: bool | None = None
    # Of the steps that led here: the same once more is the same request.
    once: uuid.UUID | None = None


@transaction.atomic
def ask_for_help(*, wanted: HelpWanted, by: Actor) -> HelpRequest:
    """Join the queue or leave a message; a visitor without a record gets one. Somebody who waits or talks already gets
    that request back, whatever they ask. Raises AskedTooOften.
    """
    there = open_request_of(by)
    if there is not None and wanted.way == Way.CHAT:
        return there
    limit_asking(by)
    try:
        # A second press at the same moment finds the first one's row, and leaves no record behind.
        with transaction.atomic():
            resident = by.resident or Resident.objects.create(language=wanted.language)
            request = _created(wanted, resident)
    except IntegrityError:
        return _asked_before(wanted, by)
    add_event(request, HelpEvent.Kind.ASKED, side=HelpEvent.By.RESIDENT, by=by, words=wanted.words)
    audit.record(
        "cobrowse.help.asked", by=by, resident=resident, subject=str(request.public_id), detail={"way": wanted.way}
    )
    return request


def _asked_before(wanted: HelpWanted, by: Actor) -> HelpRequest:
    same = Q(once=wanted.once) if wanted.once is not None else Q(pk=None)
    if by.resident is not None and wanted.way == Way.CHAT:
        same |= Q(resident=by.resident, way=Way.CHAT, state__in=HelpRequest.OPEN)
    return HelpRequest.objects.filter(same).order_by("pk")[0]


def _created(wanted: HelpWanted, resident: Resident) -> HelpRequest:
    now = timezone.now()
    return HelpRequest.objects.create(
        resident=resident,
        once=wanted.once,
        about=wanted.about,
        claim=wanted.claim,
        page=wanted.page,
        question=wanted.question,
        way=wanted.way,
        language=wanted.language,
        access_needs=list(wanted.access_needs),
        urgencies=list(wanted.urgencies),
        may_call=wanted.may_call,
        asked_at=now,
        ranked_at=ranked_at(now, wanted.urgencies, needs_time=bool(NEED_TIME & set(wanted.access_needs))),
        resident_here_at=now,
    )


def limit_asking(by: Actor) -> None:
    """Count that somebody asks for a person, in whichever way. Raises AskedTooOften."""
    person, network, council = person_key(by), by.origin.network, by.council.pk
    seconds = seconds_to_wait(group="help-by-person", rate=BY_PERSON, value=person, council=council) if person else 0
    if network and not seconds:
        most, then = BY_NETWORK
        seconds = seconds_to_turn(group="help-by-network", most=most, then=then, value=network, council=council)
    if seconds:
        raise AskedTooOften(seconds)


@transaction.atomic
def leave_queue(*, public_id: uuid.UUID, by: Actor) -> HelpRequest:
    """Stop waiting; pressed again, nothing more happens. Somebody who is talking ends the conversation instead."""
    request = locked_own(public_id, by)
    if request.state == HelpRequest.State.WAITING:
        end(request, HelpRequest.Ending.LEFT, side=HelpEvent.By.RESIDENT, by=by)
    return request


def end(request: HelpRequest, ending: str, *, side: str, by: Actor) -> None:
    """End a locked request that is open."""
    adviser_leaves.send(sender=HelpRequest, request=request, side=side, by=by)
    request.state, request.ending, request.ended_at = HelpRequest.State.ENDED, ending, timezone.now()
    add_event(request, HelpEvent.Kind.ENDED, side=side, by=by)
    audit.record(
        "cobrowse.help.ended", by=by, resident=request.resident, subject=str(request.public_id),
        detail={"how": ending},
    )  # fmt: skip
