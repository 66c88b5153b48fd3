"""What becomes of registrations when records become one, and when keys change."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Membership, Resident
from advocates.actions.ending import end_with_renewal
from advocates.models import PossibleDuplicate, Registration, TakeOverCode
from core.rotating import Kind, rotate_kinds
from notifications.actions import notify

rotate_kinds({"registrations": Kind(Registration, lambda row: row.context)})


@transaction.atomic
def end_grants_of_leaver(*, membership: Membership, by: Actor) -> int:
    """Somebody works here no more: what people agreed to at the council's desk was given to them at work, and ends. The
    people are told. How many. The trail is not written to by itself: it is locked last.
    """
    given = Delegation.objects.select_for_update(of=("self",)).filter(
        helper=membership.user_id, registration__registered_by=membership, revoked_at=None
    )
    grants = list(given.select_related("resident").order_by("pk"))
    for grant in grants:
        end_with_renewal(grant)
        notify(resident=grant.resident, template="helper_gave_up", context={}, by=by)
    return len(grants)


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
