"""The resident renews a grant: the same terms, for another while."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from advocates.actions.telling import tell_helper
from advocates.readers.grants import renewable_grant
from advocates.rules.ending import first_of_renewal
from advocates.rules.terms import last_day
from notifications.actions import notify


@transaction.atomic
def renew_grant(*, public_id: str | uuid.UUID, period: str, by: Actor) -> Delegation:
    """A new grant in the same terms: from the day after the last one of the old, or from today when that is past. Both
    are told. Raises Http404 when it was ended or renewed meanwhile, and for what the law gave.
    """
    old = Delegation.objects.select_for_update(of=("self",)).get(pk=renewable_grant(by, public_id).pk)
    if old.revoked_at is not None or old.renewed_by_id is not None:
        raise Http404
    first = first_of_renewal(old.ends_on, timezone.localdate())
    grant = Delegation.objects.create(
        resident=by.resident, helper_id=old.helper_id, organisation_id=old.organisation_id, named=old.named,
        scopes=old.scopes, left_out=old.left_out, why=old.why, basis=Delegation.Basis.CONSENT, starts_on=first,
        ends_on=last_day(period, first),
    )  # fmt: skip
    old.renewed_by = grant
    old.save(update_fields=["renewed_by"])
    audit.record("advocates.grant.renewed", by=by, resident=by.resident, grant=grant, detail={"period": period})
    notify(resident=by.resident, template="helper_renewed", context={}, by=by)
    tell_helper(grant, "helping_renewed", by)
    return grant
