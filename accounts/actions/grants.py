"""What changes in grants by what happens below those who give them."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import F, Func, UUIDField, Value

from accounts.models import Delegation


@transaction.atomic
def leave_out_with(*, left_out: uuid.UUID, also: uuid.UUID, resident_id: int) -> None:
    """Leave a claim that follows another (`also`, a public id) out of every grant that leaves that one out."""
    added = Func(F("left_out"), Value(also, output_field=UUIDField()), function="array_append")
    leaving = Delegation.objects.filter(resident_id=resident_id, left_out__contains=[left_out])
    leaving.exclude(left_out__contains=[also]).update(left_out=added)
