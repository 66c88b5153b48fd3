"""How a council decides."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import DecidingSettings


@transaction.atomic
def save_deciding_settings(*, second_person: bool, by: Actor) -> None:
    """Say whether every decision waits until a second person agrees. Those that wait already go on waiting."""
    require(by, Permission.COUNCIL_MANAGE)
    DecidingSettings.objects.update_or_create(defaults={"second_person": second_person}, council=by.council)
    audit.record("claims.deciding.changed", by=by, detail={"second_person": second_person})
