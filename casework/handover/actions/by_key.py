"""What a system of the council does with a key: each reading and each change of a claim is in its trail."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from casework.actions.progress import StatusMoved, move_claim, settle_by_words
from casework.handover.readers.api_claims import api_claims
from casework.handover.rules.webhook import EXTERNAL_ID_LENGTH
from casework.models import ApiKey, Delivery
from casework.readers.claims import latest_change
from claims.models import Claim


def key_actor(key: ApiKey, by: Actor) -> Actor:
    """Who acts when this key is used, as the trail names them."""
    return Actor(council=by.council, system=f"{key.name} ({by.council.name})", origin=by.origin)


@transaction.atomic
def record_listing(*, key: ApiKey, number: int, by: Actor) -> None:
    """Write down that so many references were read."""
    audit.record("claims.api.listed", by=by, detail={"key": key.pk, "number": number})


@transaction.atomic
def record_reading(*, key: ApiKey, claim: Claim, by: Actor) -> None:
    """Write down that a claim was read, and whether with the answers that pages mask."""
    detail = {"key": key.pk, "hidden": key.with_hidden}
    audit.record("claims.api.read", by=by, resident=claim.resident, subject=claim.reference, detail=detail)


@transaction.atomic
def record_file_reading(*, key: ApiKey, claim: Claim, by: Actor) -> None:
    """Write down that a file of a claim was fetched."""
    audit.record(
        "claims.api.file_read", by=by, resident=claim.resident, subject=claim.reference, detail={"key": key.pk}
    )


def _locked(reference: str) -> Claim:
    claim = api_claims().select_for_update(of=("self",)).filter(reference=reference).first()
    if claim is None:
        raise Http404
    return claim


@transaction.atomic
def acknowledge(*, key: ApiKey, reference: str, delivery: uuid.UUID | None, external_id: str, by: Actor) -> Claim:
    """The council's system has the claim. `delivery` is the key of the one that it got: that one, and no other, is
    accepted; None when it fetched the claim itself. Said twice, it is said once. Raises Http404.
    """
    claim = _locked(reference)
    if delivery is not None:
        found = Delivery.objects.select_for_update().filter(claim=claim, public_id=delivery).first()
        if found is None:
            raise Http404
        if found.state == Delivery.State.ACCEPTED:
            return claim
        found.state, found.accepted_at, found.error = Delivery.State.ACCEPTED, timezone.now(), ""
        found.external_id = external_id[:EXTERNAL_ID_LENGTH]
        found.save(update_fields=["state", "accepted_at", "error", "external_id"])
    audit.record(
        "claims.api.acknowledged", by=by, resident=claim.resident, subject=claim.reference, detail={"key": key.pk}
    )
    return claim


@transaction.atomic
def set_status(
    *, reference: str, status: str, message: str, based_on: str, by: Actor, read_at: dt.datetime | None = None
) -> Claim:
    """Move a claim to a status by its code and tell the claimant. `based_on` is the status that the system saw.

    A message answers what the claimant wrote and sent until `read_at`, when the system read the claim; None: until now.

    Raises StatusMoved, OnlyByDecision, Http404.
    """
    claim = _locked(reference)
    latest = latest_change(claim)
    if latest.status.code not in (based_on, status):
        raise StatusMoved(latest)
    if latest.status.code == status:
        return claim
    move_claim(claim=claim, status=status, message=message, by=by)
    if message.strip():
        settle_by_words(claim, by=by, until=read_at)
    return claim
