"""Transfer of a grant: somebody else takes it over from a helper, on the same terms, once the resident agrees."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Organisation, Resident
from accounts.readers import helper_of
from accounts.rules.links import link_hash
from advocates.actions.beginning import begin_grant
from advocates.actions.ending import end_with_renewal, locked_grant
from advocates.actions.inviting import invite_in_place_of
from advocates.models import Transfer
from advocates.readers.grants import changeable_grant, passable_grant
from advocates.readers.transfers import (
    held_already,
    terms_with,
    transfer_by_code,
    transfer_proven,
    transfer_to_answer,
)
from notifications.actions import notify, send_only_while

# How long the resident has to answer, and how many requests about one grant can be made in that time.
LASTS, MOST = dt.timedelta(days=14), 3
# The message to a resident without an account.
BY_CODE = "transfer_asked_by_code"
State, Basis = Transfer.State, Delegation.Basis


class TooManyTransfers(Exception):
    """The resident was asked about this grant too often. Nobody was told anything."""


class CannotAnswer(Exception):
    """The resident has neither an account nor a contact that they proved and may be written to at. Nothing changed."""


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
    request about the same grant. Only the resident is told, who answers in their account or, without one, by a link
    and a code to the contact that they proved; nothing changes until then.

    Raises TooManyTransfers, CannotAnswer, accounts.door.TooManyMessages, Http404; Http404 also for a grant that does
    not rest on consent.
    """
    grant = locked_grant(passable_grant(by, public_id).pk)
    now, token, asked = timezone.now(), secrets.token_urlsafe(24), Transfer.objects.filter(delegation=grant)
    if asked.filter(asked_at__gt=now - LASTS).count() >= MOST:
        raise TooManyTransfers
    asked.filter(state=State.OPEN).update(state=State.TAKEN_BACK, settled_at=now)
    row = Transfer.objects.create(
        resident_id=grant.resident_id, delegation=grant, organisation=to.organisation, name=to.name, channel=to.channel,
        contact=to.contact, why=why, by_label=by.label, asked_at=now, expires_at=now + LASTS,
        token_hash="" if grant.resident.user_id is not None else link_hash(token),
    )  # fmt: skip
    acted_by = grant if _acts_by(by, grant) else None
    audit.record("advocates.transfer.asked", by=by, resident=grant.resident, grant=acted_by)
    _tell(row, token, by)
    return row


def _tell(row: Transfer, token: str, by: Actor) -> None:
    if row.resident.user_id is not None:
        notify(resident=row.resident, template="transfer_asked", context={}, by=by)
        return
    found = transfer_by_code(row.public_id)
    if found is None:
        raise CannotAnswer
    address = by.council.url_of(reverse("advocates:transfer_asked", args=[token]))
    notify(
        resident=row.resident, template=BY_CODE, channels=[found.channel], to=found.contact, by=by,
        context={"url": address, "transfer": str(row.public_id), "days": str(LASTS.days)},
    )  # fmt: skip


def _can_be_answered(context: dict[str, str]) -> bool:
    return transfer_by_code(context["transfer"]) is not None


send_only_while(BY_CODE, _can_be_answered)


def _acts_by(actor: Actor, grant: Delegation) -> bool:
    own = helper_of(actor)
    return grant.helper_id == own["helper"] or (
        grant.organisation_id is not None and grant.organisation_id == own["organisation"]
    )


@transaction.atomic
def agree_to_transfer(*, public_id: str | uuid.UUID, by: Actor, proven: str = "") -> Delegation | None:
    """Record that the resident agrees: the actor, or, for a record without an account, whoever `proven`, the resident's
    own contact, was proven by. An organisation takes over at once, and its new grant is returned, which has taken the
    place of what it had already; a person is invited and takes over when they accept (None).

    Raises NoAgreement, inviting.OwnContact, accounts.door.TooManyMessages, and Http404 if the request was answered or
    the grant ended in the meantime.
    """
    found = _to_answer(public_id, by, proven)
    old = locked_grant(found.delegation_id)
    row = _locked(found)
    to = Successor(row.organisation, row.name, row.channel, row.contact)
    grant = _go_on(old, to, Basis.BY_CODE if proven else Basis.CONSENT, by)
    _settle(row, State.ACCEPTED)
    code = "advocates.transfer.agreed_by_code" if proven else "advocates.transfer.agreed"
    audit.record(code, by=by, resident=row.resident)
    return grant


@transaction.atomic
def refuse_transfer(*, public_id: str | uuid.UUID, by: Actor, proven: str = "") -> None:
    """Record that the resident refuses: the grant stays as it is, and nobody is told. Raises Http404 as above."""
    row = _locked(_to_answer(public_id, by, proven))
    _settle(row, State.REFUSED)
    code = "advocates.transfer.refused_by_code" if proven else "advocates.transfer.refused"
    audit.record(code, by=by, resident=row.resident)


def _to_answer(public_id: str | uuid.UUID, by: Actor, proven: str) -> Transfer:
    return transfer_proven(public_id, proven) if proven else transfer_to_answer(by, public_id)


@transaction.atomic
def pass_on_own_grant(*, public_id: str | uuid.UUID, to: Successor, by: Actor) -> Delegation | None:
    """Transfer a grant on the resident's own initiative. Returns and raises as agree_to_transfer does; Http404 also for
    a grant that does not rest on consent or was given to one of the council's staff.
    """
    return _go_on(locked_grant(changeable_grant(by, public_id).pk), to, Basis.CONSENT, by)


def _go_on(old: Delegation, to: Successor, basis: str, by: Actor) -> Delegation | None:
    if to.organisation is None:
        invite_in_place_of(old, name=to.name, channel=to.channel, contact=to.contact, by=by)
        return None
    today = timezone.localdate()
    if not to.organisation.has_agreement(today):
        raise NoAgreement
    held = list(held_already(to.organisation, old.resident).select_for_update(of=("self",)))
    terms = terms_with(old, held)
    grant = begin_grant(
        resident=old.resident, organisation=to.organisation, scopes=terms.scopes, basis=basis, left_out=terms.left_out,
        why=old.why, starts_on=today, ends_on=terms.ends_on, by=by,
    )  # fmt: skip
    for each in (old, *held):
        end_with_renewal(each)
    audit.record("advocates.grant.passed_on", by=by, resident=old.resident)
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
