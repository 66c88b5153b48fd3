"""The person does not want any more what they agreed to, and says so to somebody who writes it down."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from advocates.actions.ending import end_with_renewal
from advocates.models import Registration
from advocates.registering.readers.registered import registration_for_council, registration_to
from notifications.actions import notify


def end_consent(*, grant_id: str | uuid.UUID, by: Actor) -> None:
    """Whoever acts for the person writes down that they withdraw. Raises Http404, PermissionDenied."""
    _end(registration_to(by, grant_id), by)


def end_consent_at_desk(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """The person told the council. Raises Http404, PermissionDenied."""
    _end(registration_for_council(by, public_id), by)


@transaction.atomic
def _end(registration: Registration, by: Actor) -> None:
    grant = Delegation.objects.select_for_update(of=("self",)).get(pk=registration.delegation_id)
    if not grant.is_in_force(timezone.localdate()):
        raise Http404
    end_with_renewal(grant)
    audit.record("advocates.consent.withdrawn", by=by, resident=registration.resident, grant=grant)
    notify(resident=registration.resident, template="consent_ended", context={}, by=by)
