"""One grant takes the place of others, of the same resident."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.models import Delegation
from advocates.actions.ending import end_with_renewal
from advocates.models import Invitation


@transaction.atomic
def take_place_of(old: Sequence[Delegation], grant: Delegation) -> None:
    """End those that are locked, and what would go on where they end; `grant`, to the same helper, goes on instead,
    with what the resident called them.
    """
    for each in old:
        end_with_renewal(each)
    called = Invitation.objects.filter(delegation__in=old).order_by("-pk").first()
    if called is not None:
        called.delegation = grant
        called.save(update_fields=["delegation"])
