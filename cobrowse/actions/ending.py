"""The end of a conversation, and what is written down and said afterwards."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from cobrowse.actions.asking import end
from cobrowse.actions.events import locked_for_staff, locked_own, side_of
from cobrowse.models import HelpEvent, HelpRequest, SharedForm, Topic, Way
from cobrowse.readers.desk import may_wrap_up
from cobrowse.readers.queue import AWAY, opening_of
from cobrowse.readers.requests import can_be_rated, open_request_of

# A person who talks and was not heard of for so long has gone. Phones sleep, so one who waits keeps their place until
# the council closes for the day.
TALKING_GONE = dt.timedelta(hours=1)


@transaction.atomic
def end_conversation(*, request: HelpRequest, by: Actor) -> HelpRequest:
    """End a conversation from either side; pressed again, nothing more happens. Raises Http404."""
    request = HelpRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    side = side_of(request, by)
    if request.is_open:
        end(request, HelpRequest.Ending(side), side=side, by=by)
    return request


@transaction.atomic
def leave_for_good(*, by: Actor) -> None:
    """The person leaves this device, to which nothing leads back: what they wait for or are in ends, if anything."""
    there = open_request_of(by)
    if there is None:
        return
    request = HelpRequest.objects.select_for_update(of=("self",)).get(pk=there.pk)
    if request.is_open:
        waits = request.state == HelpRequest.State.WAITING
        ending = HelpRequest.Ending.LEFT if waits else HelpRequest.Ending.RESIDENT
        end(request, ending, side=HelpEvent.By.RESIDENT, by=by)


@transaction.atomic
def wrap_up(*, public_id: uuid.UUID, outcome: str, resolved: bool, by: Actor, topic: int | None = None) -> HelpRequest:
    """Record the outcome of a conversation that has ended, or of a message. `topic` is the key of what it was about.

    Raises Http404 for no topic of the council's, and for what is neither the adviser's own nor left to them.
    """
    request = locked_for_staff(public_id, by)
    if not may_wrap_up(by, request, timezone.now()):
        raise Http404
    if topic is not None and not Topic.objects.filter(pk=topic).exists():
        raise Http404
    request.topic_id = topic
    request.outcome, request.resolved, request.wrapped_up_at = outcome, resolved, timezone.now()
    request.save(update_fields=["topic", "outcome", "resolved", "wrapped_up_at"])
    audit.record(
        "cobrowse.help.wrapped_up", by=by, resident=request.resident, subject=str(request.public_id),
        detail={"outcome": outcome, "resolved": resolved},
    )  # fmt: skip
    return request


@transaction.atomic
def rate(*, public_id: uuid.UUID, rating: int, sorted_out: str, by: Actor) -> HelpRequest:
    """Keep how the person found it, 1 (very bad) to 5 (very good), and whether it was sorted out (SortedOut), of their
    own ended conversation in which somebody answered, or 404. Said again, it is what they say now.
    """
    request = locked_own(public_id, by)
    if not can_be_rated(request) or not 1 <= rating <= 5 or sorted_out not in HelpRequest.SortedOut.values:
        raise Http404
    request.rating, request.sorted_out = rating, sorted_out
    request.save(update_fields=["rating", "sorted_out"])
    return request


@transaction.atomic
def end_abandoned(*, by: Actor) -> int:
    """End what nobody has been at for long; how many. Messages that were left stay until they are answered."""
    now, ended, hours = timezone.now(), 0, opening_of(by.council)
    for state, patience in (
        (HelpRequest.State.WAITING, AWAY),
        (HelpRequest.State.TALKING, TALKING_GONE),
    ):
        gone = HelpRequest.objects.filter(way=Way.CHAT, state=state, resident_here_at__lt=now - patience)
        # Whoever fills in a form together is there, also without a look at the conversation.
        gone = gone.exclude(Exists(SharedForm.objects.filter(request=OuterRef("pk"), ended_at__isnull=True)))
        for request in gone.select_for_update(of=("self",), skip_locked=True).order_by("pk"):
            if state == HelpRequest.State.WAITING and not hours.is_over(request.resident_here_at, now):
                continue
            end(request, HelpRequest.Ending.GONE, side=HelpEvent.By.PLATFORM, by=by)
            ended += 1
    return ended
