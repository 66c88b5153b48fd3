"""What a resident agrees to, in the words they saw, and taking it back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Consent, Resident


@transaction.atomic
def give_consent(*, resident: Resident, purpose: str, wording: str, by: Actor) -> Consent:
    """Keep that the resident agreed to a purpose, in these words; agreed already, return the row there is.

    The caller has made sure that `by` is the resident.
    """
    # Two clicks wait for each other here, so that they share one row.
    Resident.objects.select_for_update().get(pk=resident.pk)
    given = Consent.objects.filter(resident=resident, purpose=purpose, withdrawn_at__isnull=True).first()
    if given is not None:
        return given
    consent = Consent.objects.create(resident=resident, purpose=purpose, wording=wording)
    audit.record("accounts.consent.given", by=by, resident=resident, detail={"purpose": purpose})
    return consent


@transaction.atomic
def withdraw_consent(*, resident: Resident, purpose: str, by: Actor) -> None:
    """End what the resident agreed to from now on; the row stays as the record of what held until then."""
    current = Consent.objects.filter(resident=resident, purpose=purpose, withdrawn_at__isnull=True)
    if current.update(withdrawn_at=timezone.now()):
        audit.record("accounts.consent.withdrawn", by=by, resident=resident, detail={"purpose": purpose})
