"""Giving a person everything that is kept of them: asked for by an admin, made by a worker, there for a week."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from accounts.permissions import Permission, require
from core.tasks import enqueue
from records.models import PersonExport
from records.readers.exports import export_for

KEPT = dt.timedelta(days=7)


@transaction.atomic
def ask_export(*, resident: Resident, reason: str, by: Actor) -> PersonExport:
    """Have everything that is kept of somebody gathered; the reason stays with it. Raises Http404, PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    export = PersonExport.objects.create(
        resident=resident, reason=reason, by=by.user, by_label=by.label, asked_at=timezone.now()
    )
    audit.record("records.export.asked", by=by, resident=resident, subject=f"export {export.public_id}")
    enqueue("records.make_export", export.council_id, str(export.public_id))
    return export


@transaction.atomic
def download_export(*, public_id: str | uuid.UUID, by: Actor) -> PersonExport:
    """The archive, written down. Raises Http404 also while it is not made, PermissionDenied."""
    export = export_for(by, public_id)
    audit.record("records.export.downloaded", by=by, resident=export.resident, subject=f"export {export.public_id}")
    return export


@transaction.atomic
def delete_old_exports(*, by: Actor) -> int:
    """Delete what was asked for more than a week ago; how many. That it was asked for stays in the trail."""
    old = PersonExport.objects.filter(asked_at__lt=timezone.now() - KEPT)
    number = old.count()
    if number:
        old.delete()
        audit.record("records.exports.deleted", by=by, detail={"number": number})
    return number
