"""What the work list says of whoever looks at it: how many notes wait for them, and which lists they keep."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, F, Func, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject

from accounts.actors import Actor
from accounts.models import Membership
from casework.models import SavedFilter
from casework.readers.notes import waiting_notes


@dataclass(frozen=True)
class OwnDesk:
    """waiting: notes for them and notes that are due; kept: their lists, by name."""

    waiting: int
    kept: list[SavedFilter]


def own_desk(actor: Actor) -> OwnDesk:
    """Both in one query. Raises PermissionDenied."""
    notes = waiting_notes(actor).order_by().select_related(None)
    number = notes.annotate(all=Value(1, output_field=IntegerField())).values("all").annotate(number=Count("pk"))
    kept = SavedFilter.objects.filter(membership=OuterRef("pk")).order_by("name", "pk")
    secret = Func(F("secret"), Value("base64"), function="encode", output_field=CharField())
    row = JSONObject(pk="pk", public_id="public_id", name="name", place="place", secret=secret)
    found = Membership.objects.filter(pk=actor.membership.pk).values_list(
        Subquery(number.values("number")), ArraySubquery(kept.values(row=row))
    )
    waiting, rows = found.get()
    return OwnDesk(waiting or 0, [_filter(each) for each in rows])


def _filter(row: dict) -> SavedFilter:
    sealed, public_id = base64.b64decode(row["secret"]), uuid.UUID(row["public_id"])
    return SavedFilter(**row | {"secret": sealed, "public_id": public_id})
