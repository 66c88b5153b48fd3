"""A system of the council that a claim waits to be handed over to, behind the addresses of the hand-over."""

from __future__ import annotations

from accounts.actors import Actor
from casework.handover.actions.api_keys import make_key
from casework.handover.actions.destinations import add_destination
from casework.handover.actions.queueing import leave_delivery
from casework.quality.actions import save_rate
from claims.models import Claim


def handover_things(claim: Claim, admin: Actor) -> dict[str, list[str]]:
    """By the words of the table, what these addresses name. No form goes there by itself."""
    destination, _secret = add_destination(
        name="Back office", url="https://office.example/", forms=[], on_decision=False, with_hidden=False, by=admin
    )
    delivery = leave_delivery(claim=claim, destination=destination)
    rate = save_rate(form="", outcome="", percent=1, most_a_month=1, by=admin)
    key, _whole = make_key(name="Back office", rights=["read"], with_hidden=False, by=admin)
    return {
        "api key": [str(key.public_id)],
        "rate": [str(rate.pk)],
        "destination": [str(destination.public_id)],
        "reference delivery": [claim.reference, str(delivery.public_id)],
    }
