"""Reads about a claim's thread. The claimant sees their own messages, and the council's once they have gone."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Resident
from accounts.permissions import Scope
from claims.models import Claim, ThreadMessage
from claims.readers.claims import claim_for, may_in
from core.crypto import decrypt, encrypt

FROM_COUNCIL = ThreadMessage.Direction.FROM_COUNCIL


@dataclass(frozen=True)
class Said:
    """A message with its words."""

    message: ThreadMessage
    words: str

    @property
    def is_from_council(self) -> bool:
        """False for what the claimant wrote."""
        return self.message.direction == FROM_COUNCIL


def message_context(claim: Claim, public_id: uuid.UUID) -> str:
    """What the words of a message are bound to: moved to another claim or message, they do not open."""
    return f"thread:{claim.public_id}:{public_id}"


def encrypted_words(claim: Claim, public_id: uuid.UUID, words: str) -> bytes:
    """The words as a message keeps them."""
    return encrypt(words, context=message_context(claim, public_id))


def said(claim: Claim, message: ThreadMessage) -> Said:
    """A message of this claim, opened. Raises core.crypto.CannotDecrypt."""
    return Said(message, decrypt(message.secret, context=message_context(claim, message.public_id)))


def claim_with_thread_for(actor: Actor, public_id: str | uuid.UUID) -> Claim:
    """A sent claim whose messages the actor may read, as its claimant or by a grant that says so, or 404."""
    claim = claim_for(actor, public_id)
    if claim.is_draft or not may_in(actor, claim, Scope.VIEW_MESSAGES):
        raise Http404
    return claim


def thread_of(claim: Claim) -> list[Said]:
    """The whole thread, what waits and what was taken back too, oldest first: for staff."""
    return [said(claim, message) for message in claim.thread.order_by("written_at", "pk")]


def newest_of(claim: Claim, number: int) -> list[Said]:
    """The newest so many messages of the whole thread, oldest first: for staff."""
    newest = claim.thread.order_by("-written_at", "-pk")[:number]
    return [said(claim, message) for message in reversed(newest)]


def thread_for_claimant(claim: Claim, now: dt.datetime) -> list[Said]:
    """What the claimant may see of the thread, oldest first. The caller has asked whose the claim is."""
    messages = claim.thread.filter(_visible(now)).order_by("send_after", "pk")
    return [said(claim, message) for message in messages]


def unread_in(claims: Iterable[Claim], now: dt.datetime) -> dict[int, int]:
    """By the keys of claims, how many messages their claimant has not read. One query."""
    return _counted(ThreadMessage.objects.filter(claim__in=[claim.pk for claim in claims]), now)


def unread_of(resident: Resident, now: dt.datetime) -> int:
    """How many messages about their claims a person has not read. One query."""
    return sum(_counted(ThreadMessage.objects.filter(claim__resident=resident), now).values())


def _counted(messages: QuerySet[ThreadMessage], now: dt.datetime) -> dict[int, int]:
    unread = messages.filter(_visible(now), direction=FROM_COUNCIL, read_at__isnull=True)
    rows = unread.order_by().values("claim_id").annotate(number=Count("pk"))
    return {row["claim_id"]: row["number"] for row in rows}


def _visible(now: dt.datetime) -> Q:
    return Q(withdrawn_at__isnull=True, send_after__lte=now)
