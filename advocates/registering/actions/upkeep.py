"""What becomes of registrations when records become one, and when keys change."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Resident
from advocates.models import PossibleDuplicate, Registration, TakeOverCode
from core.rotating import Kind, rotate_kinds

rotate_kinds({"registrations": Kind(Registration, lambda row: row.context)})


@transaction.atomic
def move_registrations(*, source: Resident, target: Resident) -> None:
    """Put what was written down of one record into another, of the same person. No code of either works any more."""
    now = timezone.now()
    codes = TakeOverCode.objects.filter(resident__in=[source, target])
    codes.filter(used_at__isnull=True, ended_at__isnull=True).update(ended_at=now)
    codes.update(resident=target)
    Registration.objects.filter(resident=source).update(resident=target)
    if target.user_id is not None:
        Registration.objects.filter(resident=target, taken_over_at__isnull=True).update(taken_over_at=now)
    _move_duplicates(source, target)


def _move_duplicates(source: Resident, target: Resident) -> None:
    """Of two marks that would become one, the older goes on; what is one record now needs nobody to look at it."""
    there = PossibleDuplicate.objects.filter(other=target).values("registration")
    PossibleDuplicate.objects.filter(other=source, registration__in=there).delete()
    PossibleDuplicate.objects.filter(other=source).update(other=target)
    one = PossibleDuplicate.objects.filter(other=F("registration__resident"), state=PossibleDuplicate.State.OPEN)
    one.update(state=PossibleDuplicate.State.SAME, settled_at=timezone.now())
