"""What was said, on request: a message with the way to it. The words themselves never leave by e-mail or text."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from accounts.actors import Actor
from accounts.throttling import seconds_to_wait
from cobrowse.actions.events import locked_own
from cobrowse.models import HelpRequest
from cobrowse.readers.transcripts import ways_to_write
from notifications.actions import notify, send_only_while

TEMPLATE = "help_transcript"
# Of one person, whatever conversations: each message leads to the same page again.
RATE = "5/d"


class NowhereToWrite(Exception):
    """There is no contact that is proved, safe and wanted. Nothing was sent."""


class SentTooOften(Exception):
    """The person has asked for so many of these that they must wait `seconds`. Nothing was sent."""

    def __init__(self, seconds: int):
        super().__init__()
        self.seconds = seconds


@transaction.atomic
def send_transcript(*, public_id: uuid.UUID, by: Actor) -> list[str]:
    """Send the actor the way to what was said in a conversation of theirs that has ended; by which channels.

    Raises Http404, NowhereToWrite, SentTooOften.
    """
    request = locked_own(public_id, by)
    if request.is_open:
        raise Http404
    channels = ways_to_write(by)
    if not channels:
        raise NowhereToWrite
    seconds = seconds_to_wait(group="help-transcript", rate=RATE, value=str(request.resident_id), council=by.council.pk)
    if seconds:
        raise SentTooOften(seconds)
    address = by.council.url_of(reverse("cobrowse:request", args=[request.public_id]))
    context = {"request": str(request.public_id), "conversation": f"{address}#copy"}
    sent = notify(resident=request.resident, template=TEMPLATE, context=context, by=by, channels=channels)
    return [each.channel for each in sent if each.channel in channels]


def still_there(context: dict[str, str]) -> bool:
    """Whether the conversation that a message leads to is kept."""
    return HelpRequest.objects.filter(public_id=uuid.UUID(context["request"])).exists()


send_only_while(TEMPLATE, still_there)
