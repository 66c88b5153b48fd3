"""The council says whether two records are of one person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actions.taking_over import join_records
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from advocates.models import PossibleDuplicate, Registration
from advocates.registering.readers.registered import open_duplicate

State = PossibleDuplicate.State


class TwoAccounts(Exception):
    """Each of the two records belongs to an account: the person puts them together, not the council."""


@transaction.atomic
def record_looking(*, people: Iterable[Resident], by: Actor) -> None:
    """Write down that somebody who looks after records looked at these, which may be of one person with another."""
    for resident in people:
        audit.record("advocates.look_alike.opened", by=by, resident=resident)


@transaction.atomic
def call_different(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """They are two people: both records stay as they are. Raises Http404, PermissionDenied."""
    duplicate = _locked(public_id, by)
    _settle(duplicate, State.DIFFERENT, by)
    audit.record("advocates.duplicate.different", by=by, resident=duplicate.registration.resident)


@transaction.atomic
def call_same(*, public_id: str | uuid.UUID, agreed: bool, by: Actor) -> None:
    """They are one person: the records become one. `agreed`: the person said to the council that whoever made the
    record may act in all of it; else that ends. Raises TwoAccounts, Http404, PermissionDenied.
    """
    duplicate = _locked(public_id, by)
    registration = duplicate.registration
    made, other = _people(registration, duplicate.other)
    if made.user_id is not None and other.user_id is not None:
        raise TwoAccounts
    grant = registration.delegation_id
    if not agreed:
        Delegation.objects.filter(pk=grant, revoked_at__isnull=True).update(revoked_at=timezone.now())
    # What has an account goes on; else what was there before.
    source, target = (other, made) if made.user_id is not None else (made, other)
    _settle(duplicate, State.SAME, by)
    join_records(
        source=source, target=target, by=by, proven=None if target.user_id is None else frozenset(),
        grants_kept=[grant] if agreed else [],
    )  # fmt: skip
    audit.record("advocates.duplicate.same", by=by, resident=target, detail={"agreed": agreed})


def _locked(public_id: str | uuid.UUID, by: Actor) -> PossibleDuplicate:
    found = open_duplicate(by, public_id)
    # Records before what hangs on them, as by whoever joins records.
    people = [found.registration.resident_id, found.other_id]
    list(Resident.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    waiting = PossibleDuplicate.objects.select_for_update(of=("self",)).select_related("registration", "other")
    duplicate = waiting.filter(pk=found.pk, state=State.OPEN).first()
    if duplicate is None:
        raise Http404
    return duplicate


def _people(registration: Registration, other: Resident) -> tuple[Resident, Resident]:
    made = Resident.objects.get(pk=registration.resident_id)
    return made, other


def _settle(duplicate: PossibleDuplicate, state: str, by: Actor) -> None:
    duplicate.state, duplicate.settled_at, duplicate.settled_by = state, timezone.now(), by.membership
    duplicate.save(update_fields=["state", "settled_at", "settled_by"])
