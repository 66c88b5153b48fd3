"""A grant begins."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Membership, Organisation, Resident, User
from advocates.readers.matters import with_what_follows
from advocates.signals import organisation_began
from notifications.actions import notify

COPY = "helper_began"


@transaction.atomic
def begin_grant(
    *, resident: Resident, scopes: list[str], basis: str, starts_on: dt.date, ends_on: dt.date | None, by: Actor,
    helper: User | None = None, organisation: Organisation | None = None, named: Iterable[Membership] = (),
    left_out: Iterable[uuid.UUID] = (), why: str = "", evidence: str = "", tells: bool = True,
    member: Membership | None = None,
) -> Delegation:  # fmt: skip
    """Keep a grant that the caller has made sure of, to a user or an organisation, and tell the resident, who reads in
    their account what it allows. `left_out` are public ids of claims of theirs; what follows these is left out too.
    With `tells` False the resident is not told, because it would put them at risk. `member` is whoever asked for
    what an organisation gets.
    """
    grant = Delegation.objects.create(
        resident=resident, helper=helper, organisation=organisation, named=sorted(each.pk for each in named),
        scopes=scopes, basis=basis, why=why, evidence=evidence, left_out=with_what_follows(resident, left_out),
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    if organisation is not None:
        # Before anything is written to the trail, which is locked last.
        organisation_began.send(None, grant=grant, member=member, by=by)
    if basis in Delegation.CONSENTS:
        audit.record("advocates.grant.began", by=by, resident=resident, grant=grant)
    else:
        # Whoever begins it is of the council, and does nothing by it.
        audit.record("advocates.legal.began", by=by, resident=resident)
    if tells:
        notify(resident=resident, template=COPY, context={}, by=by)
    return grant
