"""Saying by hand how urgent a claim is."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.models import UrgencyChange
from claims.models import Urgency


class UrgencyMoved(Exception):
    """Somebody else changed the urgency first: `change` is theirs. Nothing was saved."""

    def __init__(self, change: UrgencyChange):
        super().__init__(f"urgency change {change.pk}")
        self.change = change


@transaction.atomic
def set_urgency(*, reference: str, urgencies: Collection[str], because: str, based_on: int, by: Actor) -> UrgencyChange:
    """Say why a claim cannot wait (values of Urgency; none: it can), and how one knows.

    `based_on` is the key of the latest change that the page saw, 0 for none. The same sent twice is done once. Raises
    UrgencyMoved, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    wanted = [each for each in Urgency.values if each in urgencies]
    latest = claim.urgency_changes.order_by("-at", "-pk").first()
    if latest is not None and latest.pk != based_on:
        if (latest.after, latest.because, latest.by_id) == (wanted, because, by.user.pk):
            return latest
        raise UrgencyMoved(latest)
    change = UrgencyChange.objects.create(
        claim=claim, before=claim.urgencies, after=wanted, because=because,
        by=by.user, by_label=by.label, at=timezone.now(),
    )  # fmt: skip
    claim.urgencies = wanted
    claim.place_in_lists()
    claim.save(update_fields=["urgencies", "urgent"])
    audit.record("claims.claim.urgency_set", by=by, resident=claim.resident, subject=claim.reference)
    return change
