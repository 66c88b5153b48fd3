"""What every action on a request shares: the lock, the numbered event, waking whoever looks at it."""

from __future__ import annotations

import functools
import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Permission, require
from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.readers.words import encrypted_words
from core.live import say_in_passing, wake
from core.rows import Prepared
from core.tenancy import require_council_id


class HasEnded(Exception):
    """The request has ended meanwhile, so nothing more can be said or done in it. Nothing was saved."""


def topic_of(public_id: uuid.UUID) -> str:
    """What screens of one request listen to."""
    return f"help:{require_council_id()}:{public_id}"


def desk_topic() -> str:
    """What the desks of this council listen to: the queue has changed."""
    return f"help-desks:{require_council_id()}"


# What the screens of an adviser hear when they may see less than before.
WORK_CHANGED = b"work-changed"


def adviser_topic(membership: int) -> str:
    """What every screen of one adviser (the key of their membership) listens to besides."""
    return f"help-adviser:{require_council_id()}:{membership}"


def have_screens_asked(membership: int) -> None:
    """On commit every screen of this adviser asks anew what they may see, and closes if that is nothing."""
    topic = adviser_topic(membership)
    wake(topic)
    # A desk asks only now and then, however often it is woken: this it hears apart.
    transaction.on_commit(functools.partial(say_in_passing, topic, WORK_CHANGED))


def locked_own(public_id: uuid.UUID, by: Actor) -> HelpRequest:
    """The actor's own request, locked, or 404."""
    own = HelpRequest.objects.select_for_update(of=("self",)).filter(public_id=public_id, resident=by.resident)
    request = own.first() if by.resident is not None else None
    if request is None:
        raise Http404
    return request


_LOCKED = Prepared(
    lambda public_id: (
        HelpRequest.objects.select_for_update(of=("self",)).filter(public_id=public_id).select_related("resident")
    )
)


def locked_for_staff(public_id: uuid.UUID, by: Actor) -> HelpRequest:
    """A request of the adviser's council, locked, or 404; 403 for staff who do not help live."""
    require(by, Permission.LIVE_HELP)
    request = _LOCKED.only(public_id=public_id)
    if request is None:
        raise Http404
    return request


def side_of(request: HelpRequest, by: Actor) -> str:
    """From which side the actor acts; 404 for whoever is on neither."""
    if by.resident is not None and request.resident_id == by.resident.pk:
        return HelpEvent.By.RESIDENT
    require(by, Permission.LIVE_HELP)
    if by.membership.pk != request.adviser_id:
        raise Http404
    return HelpEvent.By.ADVISER


def add_event(
    request: HelpRequest,
    kind: str,
    *,
    side: str,
    by: Actor,
    words: str = "",
    for_staff: bool = False,
    client_id: uuid.UUID | None = None,
) -> HelpEvent:
    """Number and keep an event of a locked request, save the request, and wake the screens that show it on commit."""
    request.head += 1
    event = HelpEvent.objects.create(
        request=request,
        number=request.head,
        kind=kind,
        by=side,
        membership=by.membership if side == HelpEvent.By.ADVISER else None,
        by_label=by.membership.display_name if side == HelpEvent.By.ADVISER else by.label,
        secret=encrypted_words(request.public_id, request.head, words),
        for_staff=for_staff,
        client_id=client_id,
        at=timezone.now(),
    )
    _mark_own(request, side, by)
    request.save()
    wake(topic_of(request.public_id))
    wake(desk_topic())
    return event


def _mark_own(request: HelpRequest, side: str, by: Actor) -> None:
    """Count one's own event as seen, if everything before it was. A colleague's note is not the adviser's."""
    before = request.head - 1
    if side == HelpEvent.By.RESIDENT and request.resident_saw >= before:
        request.resident_got = request.resident_saw = request.head
    if side == HelpEvent.By.ADVISER and by.membership.pk == request.adviser_id and request.adviser_saw >= before:
        request.adviser_got = request.adviser_saw = request.head
