"""A back office on this machine that takes claims, or refuses, hangs and lies; and time that passes when told to."""

from __future__ import annotations

import datetime as dt
import json
import socket

from django.db.models import F

from casework.handover.actions.delivering import deliver
from casework.handover.actions.destinations import add_destination
from casework.models import Delivery, Destination
from core.due_work import due
from core.outside.posting import Limits
from tests.estimates.external.standin import Behaviour, StandIn, answer

QUICK = Limits(connect=0.3, read=0.3, total=0.4, bytes=64 * 1024, loopback=True)


def accept(reference: str = "BO-1", status: int = 200) -> Behaviour:
    """Say that it has what just came, and what it calls it."""

    def behave(connection: socket.socket, stand_in: StandIn) -> None:
        key = stand_in.requests[-1].headers["idempotency-key"]
        answer(status, {"acknowledged": key, "reference": reference})(connection, stand_in)

    return behave


def destination_at(address: str, by, name: str = "Back office", **other) -> tuple[Destination, str]:
    """A webhook for the full form, and its secret."""
    said = {"forms": ["full-form"], "on_decision": False, "with_hidden": False}
    return add_destination(name=name, url=f"{address}/claims", **(said | other), by=by)


def work(council) -> None:
    """A worker looks: everything that is due is tried once."""
    for public_id in list(due(Delivery.objects.all()).values_list("public_id", flat=True)):
        deliver(council_id=council.pk, public_id=public_id, limits=QUICK)


def pass_time(time: dt.timedelta) -> None:
    """So much later."""
    Delivery.objects.update(due_at=F("due_at") - time, made_at=F("made_at") - time)
    Destination.objects.update(paused_until=F("paused_until") - time)


def body_of(request) -> dict:
    """What arrived, read."""
    return json.loads(request.body)
