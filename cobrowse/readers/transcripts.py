"""A copy of a conversation for whoever asked: everything that they could read in it, and where to write to them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.actors import Actor
from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.readers.changes import changes_since
from notifications.models import Message
from notifications.readers import reaches


def ways_to_write(actor: Actor) -> list[str]:
    """By which channels the actor can be sent the way to their conversation: where they want to hear from us, where it
    is safe, and only at a contact that they proved as their own by signing in with it.
    """
    resident, user = actor.resident, actor.user
    if resident is None or user is None:
        return []
    contacts = {
        Message.Channel.EMAIL: (resident.email.lower(), (user.email or "").lower()),
        Message.Channel.SMS: (resident.phone, user.phone or ""),
    }
    return [
        str(channel)
        for channel, (told, proven) in contacts.items()
        if told and told == proven and reaches(resident, channel)
    ]


def everything_said(request: HelpRequest) -> dict[str, Any]:
    """`changes_since` for the resident from the beginning to the end, however long it is: no note of staff is in it."""
    found = changes_since(request, HelpEvent.By.RESIDENT, 0, timezone.now())
    while True:
        more = changes_since(request, HelpEvent.By.RESIDENT, found["upto"], timezone.now())
        if not more["events"]:
            return found
        found = {**more, "events": [*found["events"], *more["events"]]}
