"""The resident says which of their claims a grant does not cover."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from advocates.actions.ending import locked_grant
from advocates.readers.grants import own_consent
from advocates.readers.matters import with_what_follows


@transaction.atomic
def leave_out(*, public_id: str | uuid.UUID, claims: Iterable[uuid.UUID], by: Actor) -> Delegation:
    """From now on the grant covers everything but these claims (public ids) and what follows them; what goes on where
    it ends, too. The helper is not told. Raises Http404, also for what the law gave, and when it was ended or another
    took its place meanwhile.
    """
    grant = locked_grant(own_consent(by, public_id).pk)
    left_out = with_what_follows(by.resident, claims)
    rows = Delegation.objects.select_for_update(of=("self",)).filter(revoked_at__isnull=True)
    for row in rows.filter(pk__in=[grant.pk, grant.renewed_by_id]).order_by("pk"):
        row.left_out = left_out
        row.save(update_fields=["left_out"])
    audit.record("advocates.grant.left_out", by=by, resident=by.resident, detail={"claims": len(left_out)})
    grant.left_out = left_out
    return grant
