"""Writing into a claim's thread, reading it, and taking back what has not gone yet."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Scope
from claims.actions.acts import record_act, reopen_acts, settle_acts
from claims.actions.answering import lock_claim
from claims.models import Claim, ResidentAct, ThreadMessage
from claims.readers.claims import is_own
from claims.signals import claim_changed
from claims.thread.readers import FROM_COUNCIL, encrypted_words, said
from claims.thread.rules import DELAY

FROM_CLAIMANT = ThreadMessage.Direction.FROM_CLAIMANT


class AlreadyGone(Exception):
    """The claimant can read the message by now: it is not taken back. Nothing was saved."""


@dataclass(frozen=True)
class Words:
    """What is written, in which language, on which page: of one `client_id` there is one message, always."""

    words: str
    language: str
    client_id: uuid.UUID


@transaction.atomic
def write_to_council(*, public_id: str | uuid.UUID, written: Words, by: Actor) -> ThreadMessage:
    """The claimant writes about a sent claim, whatever became of it, or a helper whom they let do so. Raises Http404,
    PermissionDenied for whoever may read and not write.
    """
    claim, grant = lock_claim(public_id, by, Scope.FILL_MESSAGES)
    if claim.is_draft:
        raise Http404
    if by.resident is not None and by.resident.pk == claim.resident_id:
        claim.resident = by.resident
    written, there = written_before(claim, written, FROM_CLAIMANT)
    if there is not None:
        return there
    now = timezone.now()
    message = _keep(claim, FROM_CLAIMANT, written, now, by, send_after=now)
    record_act(claim, ResidentAct.Kind.MESSAGE, at=now)
    claim_changed.send(sender=Claim, claim=claim)
    audit.record("claims.message.written", by=by, resident=claim.resident, grant=grant, subject=claim.reference)
    return message


def write_to_claimant(claim: Claim, written: Words, *, by: Actor) -> ThreadMessage:
    """The council writes, in the transaction of a caller who has asked the actor and locked the claim. It answers what
    the claimant did before, goes after a delay, and can be taken back until then.
    """
    now = timezone.now()
    message = _keep(claim, FROM_COUNCIL, written, now, by, send_after=now + DELAY)
    settle_acts(claim, at=now, by=by, reply=message)
    audit.record("claims.message.written", by=by, resident=claim.resident, subject=claim.reference)
    return message


def withdraw(written: ThreadMessage, *, by: Actor) -> None:
    """Take back a message of the council that has not gone; again is the same. What it answered waits once more. As
    `write_to_claimant`; raises AlreadyGone.
    """
    now = timezone.now()
    if written.withdrawn_at is not None:
        return
    if written.direction != FROM_COUNCIL or written.send_after <= now:
        raise AlreadyGone
    written.withdrawn_at, written.withdrawn_by_label, written.tell_at = now, by.label, None
    written.save(update_fields=["withdrawn_at", "withdrawn_by_label", "tell_at"])
    reopen_acts(written)
    claim = written.claim
    audit.record("claims.message.taken_back", by=by, resident=claim.resident, subject=claim.reference)


def written_before(claim: Claim, written: Words, direction: str) -> tuple[Words, ThreadMessage | None]:
    """What is to be written, and the message that was made of this very page, if it was. Other words with the page's id
    come from a page out of the browser's memory: they get an id of their own. Raises Http404 for another claim's.
    """
    there = ThreadMessage.objects.filter(client_id=written.client_id).first()
    if there is None:
        return written, None
    if (there.claim_id, there.direction) != (claim.pk, direction):
        raise Http404
    if said(claim, there).words == written.words:
        return written, there
    return replace(written, client_id=uuid.uuid4()), None


@transaction.atomic
def mark_read(*, claim: Claim, by: Actor) -> int:
    """The claimant has looked at the thread: how many messages that were new. Not for anybody else. Raises Http404."""
    if claim.is_draft or not is_own(by, claim):
        raise Http404
    now = timezone.now()
    new = claim.thread.filter(
        direction=FROM_COUNCIL, read_at__isnull=True, withdrawn_at__isnull=True, send_after__lte=now
    )
    return new.update(read_at=now)


def _keep(
    claim: Claim, direction: str, written: Words, now: dt.datetime, by: Actor, *, send_after: dt.datetime
) -> ThreadMessage:
    public_id = uuid.uuid4()
    return ThreadMessage.objects.create(
        public_id=public_id, client_id=written.client_id, claim=claim, direction=direction, language=written.language,
        secret=encrypted_words(claim, public_id, written.words), by=by.user, by_label=by.label, written_at=now,
        send_after=send_after, tell_at=send_after if direction == FROM_COUNCIL else None,
    )  # fmt: skip
