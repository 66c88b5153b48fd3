"""Whose request for help it is. What is not the actor's is like what does not exist: 404."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from cobrowse.models import HelpEvent, HelpRequest, Way
from cobrowse.readers.hearing import with_heard
from core.rows import only_row


def request_sent_as(once: uuid.UUID | None) -> HelpRequest | None:
    """The request that these steps made already, whoever sent them; None for none."""
    return only_row(HelpRequest.objects.filter(once=once)) if once is not None else None


def open_request_of(actor: Actor) -> HelpRequest | None:
    """The chat that this person waits for or is in."""
    if actor.resident is None:
        return None
    return only_row(HelpRequest.objects.filter(resident=actor.resident, way=Way.CHAT, state__in=HelpRequest.OPEN))


def own_request_of(actor: Actor, public_id: str) -> HelpRequest | None:
    """One request of the actor's own, by what their session says; None for what is not theirs (any more)."""
    if actor.resident is None:
        return None
    return only_row(HelpRequest.objects.filter(public_id=public_id, resident=actor.resident).select_related("adviser"))


def has_unread(request: HelpRequest) -> bool:
    """Whether an adviser said something that the person has not seen; notes are none of theirs."""
    said = request.events.filter(
        kind__in=HelpEvent.SAID_OR_GIVEN, by=HelpEvent.By.ADVISER, number__gt=request.resident_saw
    )
    return said.exists()


def requests_of(actor: Actor) -> QuerySet[HelpRequest]:
    """Everything that this person asked for, newest first."""
    if actor.resident is None:
        return HelpRequest.objects.none()
    return HelpRequest.objects.filter(resident=actor.resident).order_by("-asked_at", "-pk")


def request_for(actor: Actor, public_id: uuid.UUID) -> HelpRequest:
    """One request of the actor's own, or 404."""
    own = HelpRequest.objects.filter(public_id=public_id, resident=actor.resident).select_related("adviser")
    request = only_row(own) if actor.resident is not None else None
    if request is None:
        raise Http404
    request.council = actor.council
    return request


def can_be_rated(request: HelpRequest) -> bool:
    """Whether the person can say how it was: it has ended, and an adviser was there."""
    return not request.is_open and request.accepted_at is not None


def is_in_record(record: str, public_id: uuid.UUID) -> bool:
    """Whether a request is in this record, by the record's public id or "" for none."""
    return bool(record) and HelpRequest.objects.filter(public_id=public_id, resident__public_id=record).exists()


def request_for_staff(actor: Actor, public_id: uuid.UUID) -> HelpRequest:
    """One request of the actor's council, or 404."""
    require(actor, Permission.LIVE_HELP)
    found = with_heard(HelpRequest.objects.filter(public_id=public_id))
    request = only_row(found.select_related("adviser", "resident", "claim"))
    if request is None:
        raise Http404
    return request


def side_of(actor: Actor, request: HelpRequest) -> str:
    """ "resident" or "adviser": from which side this actor sees the request, or 404."""
    if actor.resident is not None and request.resident_id == actor.resident.pk:
        return "resident"
    require(actor, Permission.LIVE_HELP)
    return "adviser"
