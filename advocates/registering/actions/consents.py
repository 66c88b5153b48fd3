"""The person does not want any more what they agreed to, and says so to somebody who writes it down."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from advocates.actions.ending import end_with_renewal
from advocates.readers.grants import consents_of
from advocates.registering.readers.registered import registration_for_council, registration_to
from notifications.actions import notify


def end_consent(*, grant_id: str | uuid.UUID, by: Actor) -> None:
    """Whoever acts for the person writes down that they withdraw. Raises Http404, PermissionDenied."""
    registration = registration_to(by, grant_id)
    _end([registration.delegation_id], registration.resident, by)


def end_consent_at_desk(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """The person told the council: whoever acts for them by their consent acts no more, also after a transfer. Raises
    Http404, PermissionDenied.
    """
    resident = registration_for_council(by, public_id).resident
    _end(list(consents_of(resident).values_list("pk", flat=True)), resident, by)


@transaction.atomic
def _end(keys: list[int], resident: Resident, by: Actor) -> None:
    locked = Delegation.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    grants = [each for each in locked if each.is_in_force(timezone.localdate())]
    if not grants:
        raise Http404
    for grant in grants:
        end_with_renewal(grant)
        audit.record("advocates.consent.withdrawn", by=by, resident=resident, grant=grant)
    notify(resident=resident, template="consent_ended", context={}, by=by)
