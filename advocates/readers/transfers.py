"""Transfer requests that a resident has to answer, and who can take a grant over on which terms."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Organisation, Resident
from accounts.readers import in_force
from accounts.rules.links import link_hash
from advocates.models import Transfer
from advocates.readers.grants import last_day_given, lasting
from claims.readers.own_word import code_goes_to


def transfers_to_answer(actor: Actor) -> QuerySet[Transfer]:
    """The resident's open transfer requests about grants that are still in force."""
    if actor.user is None or actor.resident is None:
        return Transfer.objects.none()
    return _waiting().filter(resident=actor.resident)


def transfer_to_answer(actor: Actor, public_id: str | uuid.UUID) -> Transfer:
    """One of them, or 404."""
    found = transfers_to_answer(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class ByCode:
    """A transfer request to a resident without an account, and the contact that they proved, to which a code goes."""

    row: Transfer
    channel: str
    contact: str


def transfer_by_token(token: str) -> ByCode | None:
    """The open one that this link is of, or None."""
    return _by_code(token_hash=link_hash(token))


def transfer_by_code(public_id: str | uuid.UUID) -> ByCode | None:
    """The same by its id."""
    return _by_code(public_id=public_id)


def transfer_proven(public_id: str | uuid.UUID, contact: str) -> Transfer:
    """The same for whoever proved this contact, or 404."""
    found = transfer_by_code(public_id)
    if found is None or found.contact != contact:
        raise Http404
    return found.row


def _by_code(**which: object) -> ByCode | None:
    without_account = _waiting().filter(resident__user=None, resident__joined_into=None)
    found = without_account.select_related("resident").filter(**which).first()
    goes_to = code_goes_to(found.resident) if found is not None else None
    return ByCode(found, *goes_to) if found is not None and goes_to is not None else None


def _waiting() -> QuerySet[Transfer]:
    going_on = in_force(timezone.localdate()).order_by().values("pk")
    open_now = Transfer.objects.filter(state=Transfer.State.OPEN, expires_at__gt=timezone.now())
    waiting = open_now.filter(delegation__in=going_on)
    return waiting.select_related("organisation", "delegation__organisation", "delegation__renewed_by")


def organisations_to_go_on(*, but: int | None) -> list[Organisation]:
    """Every organisation with an agreement today, by name, without the one that acts already (its key)."""
    today = timezone.localdate()
    found = Organisation.objects.exclude(pk=but) if but is not None else Organisation.objects.all()
    return [each for each in found.order_by("name", "pk") if each.has_agreement(today)]


def held_already(organisation: Organisation, resident: Resident) -> QuerySet[Delegation]:
    """What everybody of an organisation may do for this resident now by the resident's own word: what a transfer to the
    organisation becomes one with.
    """
    now = lasting(in_force(timezone.localdate())).filter(basis__in=Delegation.CONSENTS, named=[])
    return now.filter(organisation=organisation, resident=resident).select_related("renewed_by").order_by("pk")


@dataclass(frozen=True)
class Terms:
    """What whoever takes over may do: which scopes, without which claims (public ids), and until when."""

    scopes: list[str]
    left_out: list[uuid.UUID]
    ends_on: dt.date | None


def terms_with(old: Delegation, held: list[Delegation]) -> Terms:
    """The terms of a grant that takes the place of `old` and of what its receiver has already: everything that one of
    them allows, until the latest of their last days, without any claim that one of them leaves out.
    """
    every = [*held, old]
    return Terms(
        scopes=list(dict.fromkeys(scope for each in every for scope in each.scopes)),
        left_out=list(dict.fromkeys(claim for each in every for claim in each.left_out)),
        ends_on=max(map(last_day_given, every)),
    )
