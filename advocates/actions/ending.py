"""A grant ends before its last day: by the resident, or by whoever was given it."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from advocates.readers.grants import grant_to, may_give_up, own_consent
from notifications.actions import notify


@transaction.atomic
def end_own_grant(*, public_id: str | uuid.UUID, by: Actor, quietly: bool = False) -> Delegation:
    """The resident takes back what they gave. It counts at once: whatever the helper's pages still show, nothing more
    is saved. The helper is sent nothing; `quietly`, the council's staff see that they must not tell them either. Raises
    Http404: also for what the law gave, to which they object (advocates/legal/actions/objecting.py).
    """
    grant = _ended(own_consent(by, public_id), quietly=quietly)
    audit.record(
        "advocates.grant.ended_quietly" if quietly else "advocates.grant.ended", by=by, resident=grant.resident
    )
    return grant


@transaction.atomic
def give_up_grant(*, public_id: str | uuid.UUID, by: Actor) -> Delegation:
    """Whoever was given it acts for the resident no more, and the resident is told. Raises Http404: for what was given
    to an organisation, also where the actor does not manage its cases.
    """
    grant = grant_to(by, public_id)
    if not may_give_up(by, grant):
        raise Http404
    grant = _ended(grant)
    audit.record("advocates.grant.given_up", by=by, resident=grant.resident, grant=grant)
    notify(resident=grant.resident, template="helper_gave_up", context={}, by=by)
    return grant


def _ended(found: Delegation, *, quietly: bool = False) -> Delegation:
    return end_with_renewal(locked_grant(found.pk), quietly=quietly)


def locked_grant(key: int) -> Delegation:
    """A grant for the caller's transaction, locked and then read: what was committed while it waited counts. Raises
    Http404 when it was ended meanwhile.
    """
    # What is joined to a locked row would be as it was before the wait.
    grant = Delegation.objects.select_for_update(of=("self",)).get(pk=key)
    if grant.revoked_at is not None:
        raise Http404
    return grant


@transaction.atomic
def end_with_renewal(grant: Delegation, *, quietly: bool = False) -> Delegation:
    """End a grant that is locked, and what would go on where it ends. The caller has asked who may, and tells."""
    if grant.renewed_by_id is not None:
        _end(Delegation.objects.select_for_update(of=("self",)).get(pk=grant.renewed_by_id), quietly=quietly)
    return _end(grant, quietly=quietly)


def _end(grant: Delegation, *, quietly: bool) -> Delegation:
    if grant.revoked_at is None:
        grant.revoked_at, grant.ended_quietly = timezone.now(), quietly
        grant.save(update_fields=["revoked_at", "ended_quietly"])
    return grant
