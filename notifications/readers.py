"""Reads about messages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.actors import Actor
from accounts.models import Resident
from core.rules.phones import takes_texts
from notifications.channels import mailbox_folder
from notifications.models import Message
from notifications.texts import Text, render_message, with_words

MAILBOX_LENGTH = 50


def messages_for(actor: Actor) -> QuerySet[Message]:
    """The messages in the actor's own account, newest first."""
    if actor.resident is None:
        return Message.objects.none()
    return Message.objects.filter(resident=actor.resident, channel=Message.Channel.IN_APP).order_by(
        "-created_at", "-pk"
    )


def texts_for(actor: Actor, *, limit: int) -> list[tuple[Message, Text]]:
    """The newest messages in the actor's own account with their words."""
    return [(message, render_message(message, actor.council)) for message in with_words(messages_for(actor))[:limit]]


def reaches(resident: Resident, channel: str) -> bool:
    """Whether the council may write to a person by this channel of its own accord: there is an address, it takes our
    messages, it is safe, and the channel is one that they asked for, if they said which.
    """
    address = resident.email if channel == Message.Channel.EMAIL else resident.phone
    return bool(address) and not resident.bounces(address) and allows(resident, channel)


def allows(resident: Resident, channel: str) -> bool:
    """Whether it is safe to write to a person, and by a channel that they asked for, if they said which."""
    return resident.safe_to_contact and (not resident.contact_by or channel in resident.contact_by)


def wants(resident: Resident, channel: str, contact: str) -> bool:
    """Whether the council may write of its own accord to this contact, which the person gave for one thing."""
    takes = channel == Message.Channel.EMAIL or takes_texts(contact)
    return takes and not resident.bounces(contact) and allows(resident, channel)


def can_be_told(resident: Resident) -> bool:
    """Whether a message of the council's own accord gets to somebody: into their account, or by e-mail or text."""
    by_text = takes_texts(resident.phone) and reaches(resident, Message.Channel.SMS)
    return resident.user_id is not None or by_text or reaches(resident, Message.Channel.EMAIL)


@dataclass(frozen=True)
class Letter:
    """One message in the demo mailbox."""

    channel: str
    to: str
    subject: str
    text: str
    at: datetime


def mailbox() -> list[Letter]:
    """What this council sent in a demo, newest first."""
    paths = sorted(mailbox_folder().glob("*.json"), reverse=True)[:MAILBOX_LENGTH]
    kept = (json.loads(path.read_text()) for path in paths)
    return [Letter(**{**letter, "at": datetime.fromisoformat(letter["at"])}) for letter in kept]
