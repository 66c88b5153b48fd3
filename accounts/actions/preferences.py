"""How a person wants to be reached, said once and obeyed by every message."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.http import Http404

from accounts import audit
from accounts.actors import Actor
from accounts.models import ContactBy, Resident


@transaction.atomic
def set_preferences(*, contact_by: Iterable[str], safe_to_contact: bool, by: Actor) -> None:
    """Keep the ways (ContactBy) in which the signed-in person wants to hear from the council; none: they do not mind.

    Only here, or in a form that they send signed in, can somebody say that it is safe again. Raises Http404 for
    whoever has no record of their own.
    """
    if by.user is None or by.resident is None:
        raise Http404
    asked = set(contact_by)
    resident = Resident.objects.select_for_update().get(pk=by.resident.pk)
    resident.contact_by = [way for way in ContactBy.values if way in asked]
    resident.safe_to_contact = safe_to_contact
    resident.save(update_fields=["contact_by", "safe_to_contact"])
    audit.record("accounts.preferences.set", by=by, resident=resident)
