"""The resident changes what somebody may do: more of it, or less, until the same last day."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from advocates.actions.beginning import COPY
from advocates.actions.ending import locked_grant
from advocates.actions.replacing import take_place_of
from advocates.actions.telling import STARTED, tell_helper
from advocates.readers.grants import changeable_grant, last_day_given
from notifications.actions import notify


class Unchanged(Exception):
    """They may do just this already, or nothing would be left. Nothing changed."""


@transaction.atomic
def change_grant(*, public_id: str | uuid.UUID, scopes: list[str], by: Actor) -> Delegation:
    """End a grant and begin another in its place, to the same helper, with these scopes, at once. The resident is told;
    the helper only of what is more than before: nobody is told that something of theirs ended.

    Raises Unchanged, Http404 when it was ended meanwhile, for what the law gave, and for one of the council's people.
    """
    old = locked_grant(changeable_grant(by, public_id).pk)
    if not scopes or set(scopes) == set(old.scopes):
        raise Unchanged
    grant = Delegation.objects.create(
        resident=by.resident, helper_id=old.helper_id, organisation_id=old.organisation_id, named=old.named,
        scopes=scopes, left_out=old.left_out, why=old.why, basis=Delegation.Basis.CONSENT,
        starts_on=timezone.localdate(), ends_on=last_day_given(old),
    )  # fmt: skip
    take_place_of([old], grant)
    audit.record("advocates.grant.changed", by=by, resident=by.resident, grant=grant, detail={"scopes": scopes})
    notify(resident=by.resident, template=COPY, context={}, by=by)
    if not set(scopes) <= set(old.scopes):
        tell_helper(grant, STARTED, by)
    return grant
