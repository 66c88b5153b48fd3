"""Setting up where claims go. A webhook's secret is shown to who made it once; after that nobody reads it again."""

from __future__ import annotations

import secrets
import uuid

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.handover.readers.destinations import destination_for
from casework.models import Destination


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def add_destination(
    *, name: str, url: str, forms: list[str], on_decision: bool, with_hidden: bool, by: Actor
) -> tuple[Destination, str]:
    """A new destination, and the secret that its messages are signed with. Raises Http404, PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    secret = _new_secret()
    destination = Destination(name=name, url=url, forms=forms, on_decision=on_decision, with_hidden=with_hidden)
    destination.seal(secret)
    destination.save()
    _note("added", destination, by)
    return destination, secret


@transaction.atomic
def change_destination(
    *, public_id: uuid.UUID, name: str, url: str, forms: list[str], on_decision: bool, with_hidden: bool,
    is_active: bool, by: Actor,
) -> Destination:  # fmt: skip
    """Change a destination; what waits for it goes to the new address. Raises Http404, PermissionDenied."""
    destination = destination_for(by, public_id)
    destination.name, destination.url, destination.forms = name, url, forms
    destination.on_decision, destination.with_hidden, destination.is_active = on_decision, with_hidden, is_active
    destination.failures, destination.paused_until = 0, None
    destination.save()
    _note("changed", destination, by)
    return destination


@transaction.atomic
def renew_secret(*, public_id: uuid.UUID, by: Actor) -> tuple[Destination, str]:
    """Another secret, from the next message on. Raises Http404, PermissionDenied."""
    destination, secret = destination_for(by, public_id), _new_secret()
    destination.seal(secret)
    destination.save(update_fields=["secret"])
    _note("secret_renewed", destination, by)
    return destination, secret


def _note(what: str, destination: Destination, by: Actor) -> None:
    detail = {"destination": destination.pk, "hidden": destination.with_hidden, "active": destination.is_active}
    audit.record(f"claims.destination.{what}", by=by, detail=detail)
