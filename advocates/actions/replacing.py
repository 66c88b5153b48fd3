"""Replacing grants of a resident by a new one to the same helper."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.models import Delegation
from advocates.actions.ending import end_with_renewal
from advocates.models import Invitation


@transaction.atomic
def take_place_of(old: Sequence[Delegation], grant: Delegation) -> None:
    """End the locked grants `old` and their renewals in favour of `grant`, which keeps the name that the resident gave
    the helper.
    """
    for each in old:
        end_with_renewal(each)
    called = Invitation.objects.filter(delegation__in=old).order_by("-pk").first()
    if called is not None:
        called.delegation = grant
        called.save(update_fields=["delegation"])
