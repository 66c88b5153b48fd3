"""Transfer of a grant: somebody else takes it over from a helper, on the same terms, once the resident agrees."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Organisation, Resident
from accounts.readers import helper_of
from advocates.actions.beginning import begin_grant
from advocates.actions.ending import end_with_renewal, locked_grant
from advocates.actions.inviting import invite_helper
from advocates.models import Transfer
from advocates.readers.grants import changeable_grant, last_day_given, passable_grant
from advocates.readers.transfers import transfer_to_answer
from notifications.actions import notify

# How long the resident has to answer, and how many requests about one grant can be made in that time.
LASTS, MOST = dt.timedelta(days=14), 3
State = Transfer.State


class TooManyTransfers(Exception):
    """The resident was asked about this grant too often. Nobody was told anything."""


class NoAgreement(Exception):
    """The organisation has no data-sharing agreement in force today. Nothing changed."""


@dataclass(frozen=True)
class Successor:
    """Who takes over: an organisation, or a person, with a `name` for them and the contact to invite them at."""

    organisation: Organisation | None = None
    name: str = ""
    channel: str = ""
    contact: str = ""


@transaction.atomic
def ask_for_successor(*, public_id: str | uuid.UUID, to: Successor, why: str, by: Actor) -> Transfer:
    """Ask the resident, as a helper or staff, to agree that somebody else takes over a grant. It replaces an earlier
    request about the same grant. Only the resident is told, and nothing changes until they answer.

    Raises TooManyTransfers, Http404; Http404 also for a grant that does not rest on consent.
    """
    grant = locked_grant(passable_grant(by, public_id).pk)
    now, asked = timezone.now(), Transfer.objects.filter(delegation=grant)
    if asked.filter(asked_at__gt=now - LASTS).count() >= MOST:
        raise TooManyTransfers
    asked.filter(state=State.OPEN).update(state=State.TAKEN_BACK, settled_at=now)
    row = Transfer.objects.create(
        resident_id=grant.resident_id, delegation=grant, organisation=to.organisation, name=to.name, channel=to.channel,
        contact=to.contact, why=why, by_label=by.label, asked_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    acted_by = grant if _acts_by(by, grant) else None
    audit.record("advocates.transfer.asked", by=by, resident=grant.resident, grant=acted_by)
    notify(resident=grant.resident, template="transfer_asked", context={}, by=by)
    return row


def _acts_by(actor: Actor, grant: Delegation) -> bool:
    own = helper_of(actor)
    return grant.helper_id == own["helper"] or (
        grant.organisation_id is not None and grant.organisation_id == own["organisation"]
    )


@transaction.atomic
def agree_to_transfer(*, public_id: str | uuid.UUID, by: Actor) -> Delegation | None:
    """Record that the resident agrees. An organisation takes over at once, and its new grant is returned; a person is
    invited and takes over when they accept (None).

    Raises NoAgreement, inviting.OwnContact, accounts.door.TooManyMessages, and Http404 if the request was answered or
    the grant ended in the meantime.
    """
    found = transfer_to_answer(by, public_id)
    old = locked_grant(found.delegation_id)
    row = _locked(found)
    to = Successor(row.organisation, row.name, row.channel, row.contact)
    grant = _go_on(old, to, by)
    _settle(row, State.ACCEPTED)
    audit.record("advocates.transfer.agreed", by=by, resident=row.resident)
    return grant


@transaction.atomic
def refuse_transfer(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """Record that the resident refuses: the grant stays as it is, and nobody is told. Raises Http404 as above."""
    row = _locked(transfer_to_answer(by, public_id))
    _settle(row, State.REFUSED)
    audit.record("advocates.transfer.refused", by=by, resident=row.resident)


@transaction.atomic
def pass_on_own_grant(*, public_id: str | uuid.UUID, to: Successor, by: Actor) -> Delegation | None:
    """Transfer a grant on the resident's own initiative. Returns and raises as agree_to_transfer does; Http404 also for
    a grant that does not rest on consent or was given to one of the council's staff.
    """
    return _go_on(locked_grant(changeable_grant(by, public_id).pk), to, by)


def _go_on(old: Delegation, to: Successor, by: Actor) -> Delegation | None:
    if to.organisation is None:
        invite_helper(
            name=to.name, channel=to.channel, contact=to.contact, scopes=old.scopes, period="", why=old.why,
            left_out=old.left_out, replaces=old, by=by,
        )  # fmt: skip
        return None
    today = timezone.localdate()
    if not to.organisation.has_agreement(today):
        raise NoAgreement
    grant = begin_grant(
        resident=by.resident, organisation=to.organisation, scopes=old.scopes, basis=Delegation.Basis.CONSENT,
        left_out=old.left_out, why=old.why, starts_on=today, ends_on=last_day_given(old), by=by,
    )  # fmt: skip
    end_with_renewal(old)
    audit.record("advocates.grant.passed_on", by=by, resident=by.resident)
    return grant


def _locked(found: Transfer) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("organisation", "resident")
    row = rows.get(pk=found.pk)
    if row.state != State.OPEN:
        raise Http404
    return row


def _settle(row: Transfer, state: str) -> None:
    row.state, row.settled_at = state, timezone.now()
    row.save(update_fields=["state", "settled_at"])


@transaction.atomic
def move_transfers(*, source: Resident, target: Resident) -> None:
    """Move a record's transfer requests to another record of the same person; those still open are taken back."""
    asked = Transfer.objects.filter(resident=source)
    asked.filter(state=State.OPEN).update(state=State.TAKEN_BACK, settled_at=timezone.now())
    asked.update(resident=target)
