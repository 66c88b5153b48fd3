"""Writing down that a manager looked at who opened what."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from reports.readers.openings import Opening, OpeningFilter, openings


@transaction.atomic
def read_openings(*, wanted: OpeningFilter, by: Actor) -> list[Opening]:
    """Who opened what, written down: for which days, and whether for one member or one claim. Raises as openings."""
    found = openings(by, wanted)
    detail = {"first": wanted.first.isoformat(), "last": wanted.last.isoformat(), "member": wanted.member}
    audit.record("claims.openings.read", by=by, subject=wanted.reference[:100], detail=detail)
    return found
