"""Choosing claims, saying what is to be done with them, confirming it once, and doing it, each claim by itself."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.actions.owning import OwnerMoved, pass_claim_on, put_claim_back, take_claim
from casework.actions.progress import OnlyByDecision, StatusMoved, change_status
from casework.actions.writing import ThreadMoved, write_message
from casework.bulk.readers import MOST_CLAIMS, batch_for, claims_in, seen_now, why_not
from casework.models import Batch, BatchClaim, WhyNot
from casework.readers.claims import sent_claims
from casework.reviewing.actions import NoAward, ReviewMoved, ask_for_review
from claims.models import Claim
from claims.thread.actions.writing import Words
from core.tasks import enqueue

Result = BatchClaim.Result
log = structlog.get_logger(__name__)


class AlreadyConfirmed(Exception):
    """The batch is confirmed, or another preview of it was drawn since. Nothing was changed."""


@transaction.atomic
def choose_claims(*, keys: Sequence[int], beyond: int, by: Actor) -> Batch:
    """Freeze a choice of claims, at most MOST_CLAIMS, in this order; `beyond` is how many more there were.

    What the actor chose before and never confirmed is forgotten. Raises Http404, PermissionDenied.
    """
    require(by, Permission.CLAIM_PROGRESS)
    there = sent_claims(by).in_bulk(list(keys)[:MOST_CLAIMS])
    Batch.objects.filter(by=by.user, confirmed_at__isnull=True).delete()
    batch = Batch.objects.create(
        by=by.user,
        membership=by.membership,
        by_label=by.label,
        chosen_at=timezone.now(),
        beyond=beyond,
        # Nothing is due before it is confirmed.
        state=Batch.State.READY,
    )
    chosen = [key for key in dict.fromkeys(keys) if key in there]
    BatchClaim.objects.bulk_create(
        BatchClaim(batch=batch, claim_id=key, place=place) for place, key in enumerate(chosen)
    )
    return batch


@transaction.atomic
def prepare(*, public_id: uuid.UUID, what: dict[str, Any], by: Actor) -> tuple[Batch, dict[int, str]]:
    """Say what is to be done (columns of Batch: act, owner, team, status, until, words, language); which claims
    would be left as they are and why. Nothing is done yet. Raises AlreadyConfirmed, Http404, PermissionDenied.
    """
    batch = batch_for(by, public_id, lock=True)
    if batch.confirmed_at is not None:
        raise AlreadyConfirmed
    nothing = dict.fromkeys(("owner", "team", "status", "until")) | {"to_label": "", "words": "", "language": "en-gb"}
    for name, value in (nothing | what).items():
        setattr(batch, name, value)
    batch.version += 1
    batch.save()
    claims = claims_in(batch, by)
    seen, rows = seen_now(batch, claims), list(batch.claims.all())
    for row in rows:
        row.seen = seen.get(row.claim_id, "")
    BatchClaim.objects.bulk_update(rows, ["seen"])
    return batch, why_not(batch, claims)


@transaction.atomic
def confirm(*, public_id: uuid.UUID, version: int, by: Actor) -> Batch:
    """Have a batch done as its preview of this version showed it; the same press twice confirms once.

    Raises AlreadyConfirmed, Http404, PermissionDenied.
    """
    batch = batch_for(by, public_id, lock=True)
    if batch.version != version or not batch.act:
        raise AlreadyConfirmed
    if batch.confirmed_at is None:
        batch.confirmed_at = timezone.now()
        batch.state, batch.due_at = Batch.State.DUE, Now()
        batch.save(update_fields=["confirmed_at", "state", "due_at"])
        number = batch.claims.count()
        audit.record("casework.batch.confirmed", by=by, detail={"act": batch.act, "claims": number})
        enqueue("casework.work_off_batch", batch.council_id, str(batch.public_id))
    return batch


@transaction.atomic
def do_one(*, batch: Batch, row_id: int, by: Actor) -> None:
    """Apply a batch to one of its claims, unless the claim has changed since the preview, and record the result.

    The change and its result are saved in one transaction, so a retry does nothing.
    """
    row = BatchClaim.objects.select_for_update().get(pk=row_id)
    if row.result != Result.TO_DO:
        return
    why = _why_left(batch, row, by)
    row.result, row.why = (Result.LEFT, why) if why else (Result.DONE, "")
    row.save(update_fields=["result", "why"])


def _why_left(batch: Batch, row: BatchClaim, by: Actor) -> str:
    """Do it, or say why not; "" when it is done. One claim that fails leaves the others alone."""
    try:
        with transaction.atomic():
            claim = sent_claims(by).get(pk=row.claim_id)
            why = why_not(batch, [claim]).get(claim.pk, "")
            if not why:
                _act(batch, claim, row.seen, by)
            return WhyNot.MOVED if why and seen_now(batch, [claim])[claim.pk] != row.seen else why
    except (OwnerMoved, StatusMoved, ThreadMoved, ReviewMoved, NoAward):
        return WhyNot.MOVED
    except OnlyByDecision:
        return WhyNot.DECIDED
    except (Http404, PermissionDenied):
        return WhyNot.NOT_ALLOWED
    except Exception as error:  # whatever went wrong with one claim, the others are done
        log.error("batch_claim_failed", batch=str(batch.public_id), error=type(error).__name__)
        return WhyNot.FAILED


def _act(batch: Batch, claim: Claim, seen: str, by: Actor) -> None:
    if batch.act == Batch.Act.STATUS:
        status = batch.status.code
        change_status(reference=claim.reference, status=status, message=batch.words, based_on=int(seen), by=by)
    elif batch.act == Batch.Act.MESSAGE:
        # Of one claim in one batch there is one message, however often this is done.
        client_id = uuid.uuid5(batch.public_id, claim.reference)
        write_message(
            reference=claim.reference, written=Words(batch.words, batch.language, client_id), seen=seen, by=by
        )
    elif batch.act == Batch.Act.REVIEW:
        asked_with = uuid.uuid5(batch.public_id, claim.reference)
        ask_for_review(
            reference=claim.reference, because=batch.words, last_day=batch.until, asked_with=asked_with, by=by
        )
    else:
        _give(batch, {"reference": claim.reference, "note": batch.words, "based_on": int(seen), "by": by})


def _give(batch: Batch, given: dict[str, Any]) -> None:
    to = batch.owner or batch.team
    if to is None:
        put_claim_back(**given)
    elif to == given["by"].membership:
        take_claim(**given)
    else:
        pass_claim_on(**given, to=to)
