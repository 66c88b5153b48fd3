"""How a council decides."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import DecidingSettings


@transaction.atomic
def save_deciding_settings(*, second_person: bool, asks_partner: bool = True, by: Actor) -> None:
    """Say whether every decision waits until a second person agrees, and whether partners are asked to sign. What waits
    already goes on waiting.
    """
    require(by, Permission.COUNCIL_MANAGE)
    said = {"second_person": second_person, "asks_partner": asks_partner}
    DecidingSettings.objects.update_or_create(defaults=said, council=by.council)
    audit.record("claims.deciding.changed", by=by, detail=said)
