"""Handing one claim over: what goes is written down first, and only what the other side says counts as accepted.

A destination that is away is left alone for a while (`Destination.paused_until`), and its other deliveries wait without
being tried, so that a worker goes on to those of others.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts import audit
from accounts.actors import Actor, system_actor
from casework.handover.readers.payload import claim_document
from casework.handover.rules import webhook
from casework.models import Delivery, DeliveryAttempt, Destination
from claims.models import Claim
from core.due_work import Clock, Done, Postponed, Retrying, WorkFailed, do
from core.outside.posting import Answer, BrokenAnswer, Limits, NoConnection, TookTooLong, Traffic, post
from core.tenancy import council_scope

Outcome = DeliveryAttempt.Outcome
# A try is over after LIMITS.total seconds; what a worker had taken when it died goes within a minute.
RETRYING = Retrying(waits=webhook.waits(), lease=dt.timedelta(seconds=30), given_up=gettext_noop("We stopped trying."))
LIMITS = Limits(connect=3.0, read=6.0, total=8.0, bytes=64 * 1024, loopback=settings.OUTSIDE_ON_LOOPBACK)
SWITCHED_OFF = gettext_noop("The destination is switched off.")
UNDONE = gettext_noop("The claim was opened again before this was handed over: the next decision goes instead.")
# The other side is in trouble itself, whichever claim it is asked to take.
TROUBLE = (Outcome.SERVER_ERROR, Outcome.NO_CONNECTION, Outcome.TIMED_OUT)
JSON = "application/json"


@dataclass(frozen=True)
class Parcel:
    """What goes and where: made in one transaction, sent in none. Its `repr` says nothing of anybody."""

    key: str
    event: str
    destination_id: int
    url: str
    with_hidden: bool
    secret: str = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Reply:
    """What came back. external_id: what the other side calls it, where it accepted."""

    outcome: str
    status: int | None = None
    milliseconds: int = 0
    external_id: str = ""


def deliver(*, council_id: int, public_id: str | uuid.UUID, limits: Limits = LIMITS) -> bool:
    """Try one delivery, if it is due and its destination is not left alone just now; says whether it was due."""

    def work(row: Delivery) -> Done | Postponed:
        with council_scope(council_id):
            packed = _pack(row)
        if isinstance(packed, Postponed):
            return packed
        reply = _send(packed, limits)
        with council_scope(council_id):
            _keep(row, packed, reply)
        return _outcome(reply)

    return do(Delivery, council_id=council_id, public_id=public_id, work=work, retrying=RETRYING)


def _pack(row: Delivery) -> Parcel | Postponed:
    """The claim as it goes, with the trail of who gets what written first; or the wait until the destination's turn.

    With the claim locked, as whoever opens a decision again locks it: either the delivery is under way first, and the
    decision stays as it is until the other side has spoken, or the decision is open first, and nothing goes.
    """
    Claim.objects.select_for_update().get(pk=row.claim_id)
    delivery = (
        Delivery.objects.select_related(
            "destination", "decision", "claim__council", "claim__resident", "claim__submission", "claim__status",
            "claim__form_version__form",
        ).get(pk=row.pk)
    )  # fmt: skip
    destination, claim, now = delivery.destination, delivery.claim, timezone.now()
    if not destination.is_active:
        raise WorkFailed(SWITCHED_OFF, permanent=True)
    if delivery.decision and not delivery.decision.is_live:
        raise WorkFailed(UNDONE, permanent=True)
    if destination.paused_until and destination.paused_until > now:
        return Postponed(destination.paused_until - now, error=row.error)
    document = claim_document(claim, decision=delivery.decision, with_hidden=destination.with_hidden)
    key = str(delivery.public_id)
    head = {"key": key, "event": delivery.event, "made_at": delivery.made_at.isoformat()}
    if _is_news(row, destination):
        _note("given", delivery, system_actor(claim.council, "hand-over"))
    Delivery.objects.filter(pk=row.pk).update(under_way_until=Clock() + RETRYING.lease)
    return Parcel(
        key=key,
        event=delivery.event,
        destination_id=destination.pk,
        url=destination.url,
        with_hidden=destination.with_hidden,
        secret=destination.decrypted_secret(),
        body=json.dumps(head | document, ensure_ascii=False, separators=(",", ":")).encode(),
    )


def _is_news(row: Delivery, destination: Destination) -> bool:
    """Whether the trail does not say yet that this goes there: a later try gives nobody more than the first."""
    if row.attempts == 1:
        return True
    return destination.with_hidden and not row.tries.filter(with_hidden=True).exists()


def _note(what: str, delivery: Delivery, by: Actor) -> None:
    detail: dict[str, Any] = {"destination": delivery.destination_id, "hidden": delivery.destination.with_hidden}
    claim = delivery.claim
    audit.record(f"claims.handover.{what}", by=by, resident=claim.resident, subject=claim.reference, detail=detail)


def _send(parcel: Parcel, limits: Limits) -> Reply:
    started = time.monotonic()
    headers = {
        "Content-Type": JSON,
        "Accept": JSON,
        "Accept-Encoding": "identity",
        "User-Agent": "BetterOff",
        webhook.KEY_HEADER: parcel.key,
        webhook.EVENT_HEADER: parcel.event,
        webhook.SIGNATURE_HEADER: webhook.sign(parcel.secret, parcel.body, round(time.time())),
    }
    try:
        answer = post(
            parcel.url, headers=headers, body=parcel.body, limits=limits, deadline=started + limits.total,
            traffic=Traffic(),
        )  # fmt: skip
        reply = _read(answer, parcel.key)
    except TookTooLong:
        reply = Reply(Outcome.TIMED_OUT)
    except NoConnection:
        reply = Reply(Outcome.NO_CONNECTION)
    except BrokenAnswer:
        reply = Reply(Outcome.NONSENSE)
    return replace(reply, milliseconds=round((time.monotonic() - started) * 1000))


def _read(answer: Answer, key: str) -> Reply:
    status = answer.status
    if 200 <= status < 300:
        external_id = webhook.acknowledged(answer.body, key)
        if external_id is None:
            return Reply(Outcome.NOT_ACKNOWLEDGED, status)
        return Reply(Outcome.ACCEPTED, status, external_id=external_id)
    if 400 <= status < 500 and status not in webhook.ASK_LATER:
        return Reply(Outcome.REFUSED, status)
    return Reply(Outcome.SERVER_ERROR, status)


def _keep(row: Delivery, parcel: Parcel, reply: Reply) -> None:
    """The try with what came of it, and how its destination stands."""
    DeliveryAttempt.objects.create(
        delivery=row, outcome=reply.outcome, http_status=reply.status, milliseconds=reply.milliseconds,
        body_sha256=hashlib.sha256(parcel.body).hexdigest(), with_hidden=parcel.with_hidden, at=timezone.now(),
    )  # fmt: skip
    destination = Destination.objects.select_for_update().get(pk=parcel.destination_id)
    if reply.outcome in TROUBLE:
        destination.failures = min(destination.failures + 1, 1000)
        destination.paused_until = timezone.now() + webhook.wait_after(destination.failures)
    else:
        destination.failures, destination.paused_until = 0, None
    destination.save(update_fields=["failures", "paused_until"])
    if reply.outcome == Outcome.ACCEPTED:
        delivery = Delivery.objects.select_related("destination", "claim__council", "claim__resident").get(pk=row.pk)
        _note("accepted", delivery, system_actor(delivery.claim.council, "hand-over"))
    else:
        # What was accepted stays under way until its row says so.
        Delivery.objects.filter(pk=row.pk).update(under_way_until=None)


def _outcome(reply: Reply) -> Done:
    """What the row becomes; raises WorkFailed with the code of what went wrong, which pages put into words."""
    if reply.outcome == Outcome.ACCEPTED:
        values = {"accepted_at": Clock(), "external_id": reply.external_id}
        return Done(values, state=Delivery.State.ACCEPTED)
    if reply.outcome == Outcome.REFUSED:
        raise WorkFailed(reply.outcome, permanent=True, values={"state": Delivery.State.REFUSED})
    raise WorkFailed(reply.outcome)
