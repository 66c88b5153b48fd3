"""The lists that a member of staff keeps, each their own."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission, require
from casework.models import SavedFilter
from claims.models import Claim

# So many of them say how many claims are in them, and they count no further than that.
COUNTED, MOST_COUNTED = 3, 1000


def filters_of(actor: Actor) -> list[SavedFilter]:
    """The actor's own, by name. Raises Http404, PermissionDenied."""
    require(actor, Permission.CLAIM_VIEW)
    return list(SavedFilter.objects.filter(membership=actor.membership))


def filter_of(actor: Actor, public_id: uuid.UUID) -> SavedFilter:
    """One of the actor's own, or 404."""
    require(actor, Permission.CLAIM_VIEW)
    found = SavedFilter.objects.filter(membership=actor.membership, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def count_lists(lists: Sequence[QuerySet[Claim]], actor: Actor) -> list[int]:
    """How many claims are in each of these lists, MOST_COUNTED at most. One query."""
    if not lists:
        return []
    counts = {f"list_{place}": Subquery(_number_of(claims)) for place, claims in enumerate(lists)}
    row = Membership.objects.filter(pk=actor.membership.pk).annotate(**counts).values_list(*counts).get()
    return [number or 0 for number in row]


def _number_of(claims: QuerySet[Claim]) -> QuerySet:
    some = Claim.objects.filter(pk__in=claims.order_by().values("pk")[:MOST_COUNTED])
    everything = some.order_by().annotate(all=Value(1, output_field=IntegerField())).values("all")
    return everything.annotate(number=Count("pk")).values("number")
