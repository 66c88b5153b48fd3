"""Rows for what is to be handed over, in the transaction of what happened; and sending one again by hand."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.handover.readers.destinations import destination_for, older_claims
from casework.models import Decision, Delivery, DeliveryAttempt, Destination
from claims.models import AwardReview, Claim, Correction, Withdrawal
from claims.readers.answer_store import spec_of
from core.tasks import enqueue

TASK = "casework.deliver"
# What is on its way, or arrived, is not sent again by hand.
# So many older claims are left at once; the poller finds them.
MOST_OLDER = 5000
STUCK = (Delivery.State.DUE, Delivery.State.REFUSED, Delivery.State.FAILED)


def leave_deliveries(*, claim: Claim, decision: Decision | None = None) -> None:
    """One delivery of a claim that was sent, or of a decision on it, for each destination that wants it."""
    wanted = Destination.objects.filter(is_active=True, forms__contains=[spec_of(claim).data["slug"]])
    if decision is not None:
        wanted = wanted.filter(on_decision=True)
    for destination in wanted:
        leave_delivery(claim=claim, destination=destination, decision=decision)


def leave_changes(*, claim: Claim, event: str, **about: Correction | Withdrawal | AwardReview) -> None:
    """One delivery of a changed claim for each destination that it goes to, or went, by what it is about: `correction`,
    `withdrawal` or `review`.
    """
    known = Destination.objects.filter(is_active=True, deliveries__claim=claim).distinct()
    for destination in known.order_by("pk"):
        _leave(event, claim=claim, destination=destination, **about)


def leave_delivery(*, claim: Claim, destination: Destination, decision: Decision | None = None) -> Delivery:
    """A delivery that is due now; the one there is, if it was left before."""
    event = Delivery.Event.SENT if decision is None else Delivery.Event.DECIDED
    return _leave(event, claim=claim, destination=destination, decision=decision)


def _leave(event: str, **about: Any) -> Delivery:
    unsaid: dict[str, Any] = {"decision": None, "correction": None, "withdrawal": None, "review": None}
    named = {"event": event} if "withdrawal" in about else {}
    delivery, is_new = Delivery.objects.get_or_create(**unsaid | about | named, defaults={"event": event})
    if is_new:
        enqueue(TASK, delivery.council_id, str(delivery.public_id))
    return delivery


@transaction.atomic
def hand_over_older(*, public_id: uuid.UUID, by: Actor) -> int:
    """Leave a delivery for each claim that was sent before the destination was there, MOST_OLDER at most and the oldest
    first; how many. Pressed twice, each is left once. Raises Http404, PermissionDenied.
    """
    found = destination_for(by, public_id)
    destination = Destination.objects.select_for_update().get(pk=found.pk)
    if not destination.is_active:
        return 0
    keys = list(older_claims(by, destination).values_list("pk", flat=True)[:MOST_OLDER])
    Delivery.objects.bulk_create(
        (Delivery(destination=destination, claim_id=key, event=Delivery.Event.SENT) for key in keys), batch_size=1000
    )
    audit.record("claims.handover.older", by=by, detail={"destination": destination.pk, "claims": len(keys)})
    return len(keys)


@transaction.atomic
def send_again(*, reference: str, public_id: uuid.UUID, by: Actor) -> Delivery:
    """Have a delivery that did not arrive tried again now, with the same key; what came of it before stays.

    Raises Http404, PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    found = Delivery.objects.select_for_update(of=("self",)).select_related("claim__resident", "destination")
    delivery = found.filter(public_id=public_id, claim__reference=reference).first()
    if delivery is None:
        raise Http404
    if delivery.state not in STUCK:
        return delivery
    now = timezone.now()
    DeliveryAttempt.objects.create(
        delivery=delivery, outcome=DeliveryAttempt.Outcome.ASKED_AGAIN, by_label=by.label, at=now
    )
    delivery.state, delivery.attempts, delivery.due_at, delivery.error = Delivery.State.DUE, 0, now, ""
    delivery.save(update_fields=["state", "attempts", "due_at", "error"])
    Destination.objects.filter(pk=delivery.destination_id).update(paused_until=None)
    audit.record(
        "claims.handover.again", by=by, resident=delivery.claim.resident, subject=reference,
        detail={"destination": delivery.destination_id},
    )  # fmt: skip
    enqueue(TASK, delivery.council_id, str(delivery.public_id))
    return delivery
