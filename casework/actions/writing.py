"""Writing to a claimant without changing the status, taking that back, and saying why something needs no answer."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.readers.attention import News, news_since, seen_of
from claims.actions.acts import settle_acts
from claims.models import Claim, ThreadMessage
from claims.thread.actions.writing import Words, withdraw, write_to_claimant, written_before
from claims.thread.readers import FROM_COUNCIL


class ThreadMoved(Exception):
    """Something came that the page had not seen: `news`. Nothing was saved or sent."""

    def __init__(self, news: News):
        super().__init__("the thread moved on")
        self.news = news


@transaction.atomic
def write_message(*, reference: str, written: Words, seen: str, by: Actor) -> ThreadMessage:
    """Write to the claimant; it goes after claims.thread.rules.DELAY. `seen` is what the page had seen (`seen_of`).

    The same page sent twice writes once. Raises ThreadMoved, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    written, there = written_before(claim, written, FROM_COUNCIL)
    if there is not None:
        return there
    refuse_if_moved(claim, seen)
    return write_to_claimant(claim, written, by=by)


@transaction.atomic
def take_back(*, reference: str, public_id: uuid.UUID, by: Actor) -> ThreadMessage:
    """Take back a message of the council that has not gone. Raises AlreadyGone, Http404, PermissionDenied."""
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    message = claim.thread.filter(public_id=public_id, direction=FROM_COUNCIL).first()
    if message is None:
        raise Http404
    message.claim = claim
    withdraw(message, by=by)
    return message


@transaction.atomic
def deal_with(*, reference: str, because: str, seen: str, by: Actor) -> int:
    """Say why what the claimant did needs no answer; how much was open. With nothing open nothing is written.

    Raises ThreadMoved, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    refuse_if_moved(claim, seen)
    number = settle_acts(claim, at=timezone.now(), by=by, because=because)
    if number:
        audit.record("claims.attention.dealt_with", by=by, resident=claim.resident, subject=claim.reference)
    return number


def refuse_if_moved(claim: Claim, seen: str) -> None:
    """Raise ThreadMoved when something came that the page had not seen; the caller has locked the claim."""
    if seen != seen_of(claim):
        raise ThreadMoved(news_since(claim, seen))
