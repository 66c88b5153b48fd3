"""What becomes of holds and exports when two records are one person's (accounts/actions/taking_over.py)."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Resident
from records.models import Hold, PersonExport
from records.readers.due import active_holds


@transaction.atomic
def move_all(*, source: Resident, target: Resident) -> None:
    """Everything that names the source."""
    Hold.objects.filter(resident=source).update(resident=target)
    PersonExport.objects.filter(resident=source).update(resident=target)


@transaction.atomic
def hold_too(*, source: Resident, target: Resident) -> None:
    """The holds on the source, on the target as well: only some of its claims went over."""
    for hold in active_holds().filter(resident=source).order_by("pk"):
        Hold.objects.create(
            resident=target, reason=hold.reason, until=hold.until, by_label=hold.by_label, placed_at=hold.placed_at
        )
