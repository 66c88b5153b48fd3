"""A hand-over is sent, and the resident says yes or no to it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from accounts.permissions import Scope
from accounts.readers import is_grant_for
from advocates.models import HandOver
from advocates.planning.readers.hand_overs import (
    Receiver,
    hand_over_for,
    levels_to_offer,
    own_hand_over,
    scopes_to_offer,
)
from advocates.planning.readers.parties import Viewer, desk_of
from advocates.planning.rules import days_of_waiting, scopes_along
from advocates.rules.terms import LEVELS, NOTHING
from core.crypto import encrypt
from notifications.actions import notify

State, Basis = HandOver.State, Delegation.Basis


class Settled(Exception):
    """Somebody answered or ended the hand-over meanwhile. Nothing changed."""


class TooMuch(Exception):
    """More was to go along than the sender may do, or than the resident was asked for. Nothing changed."""


@dataclass(frozen=True)
class HandOverInput:
    """To whom, of which kind, with which note, and what the receiver may then do (a level of claims or NOTHING) for how
    long. `wording`, where the resident said yes in person, is what was read to them.
    """

    receiver: Receiver
    kind: str
    note: str
    level: str
    period: str
    wording: str = ""


@transaction.atomic
def send_hand_over(*, viewer: Viewer, said: HandOverInput, client_id: uuid.UUID, by: Actor) -> HandOver:
    """Begin to hand a person over: without a yes in person the resident is asked first. Of one `client_id` there is
    one. Raises TooMuch, Http404, PermissionDenied.
    """
    _hold(viewer, by)
    there = HandOver.objects.filter(client_id=client_id, resident=viewer.resident).first()
    if there is not None:
        return there
    to_council = said.receiver.organisation is None
    level = NOTHING if to_council else said.level
    if level not in (NOTHING, *levels_to_offer(viewer)):
        raise TooMuch
    row = HandOver(
        client_id=client_id, resident=viewer.resident, kind=said.kind, sender_id=viewer.party.organisation,
        sender_label=by.label, receiver=said.receiver.organisation, member=said.receiver.member,
        team=said.receiver.team, scopes=scopes_to_offer(viewer, level), period=said.period, sent_at=timezone.now(),
    )  # fmt: skip
    row.secret = encrypt({"note": said.note}, context=row.context)
    begin_waiting(row, by)
    if said.wording:
        row.wording, row.basis, row.state = said.wording, Basis.IN_PERSON, State.WAITING
    row.save(force_insert=True)
    audit.record("advocates.handover.sent", by=by, resident=viewer.resident, grant=viewer.grant)
    template = "hand_over_news" if said.wording else "hand_over_asked"
    notify(resident=viewer.resident, template=template, context={}, by=by)
    return row


@transaction.atomic
def agree_to_hand_over(*, public_id: str | uuid.UUID, level: str, ends_senders: bool, wording: str, by: Actor) -> None:
    """The resident says yes, to what was asked or to less of it. Raises Settled, TooMuch, Http404."""
    row = _own_locked(public_id, by)
    if row.state != State.ASKED:
        raise Settled
    scopes = scopes_along(level, most=row.scopes)
    if not set(scopes) <= set(row.scopes):
        raise TooMuch
    row.scopes, row.wording, row.basis, row.state = scopes, wording, Basis.CONSENT, State.WAITING
    row.ends_senders = ends_senders and row.sender_id is not None
    begin_waiting(row, by)
    row.save()
    audit.record("advocates.handover.agreed", by=by, resident=row.resident)


@transaction.atomic
def refuse_hand_over(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """The resident says no, or takes their yes back before it is accepted. Raises Settled, Http404."""
    row = _own_locked(public_id, by)
    _settle(row, State.REFUSED, by)
    audit.record("advocates.handover.refused", by=by, resident=row.resident)


@transaction.atomic
def take_back_hand_over(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """The sender thought better of it. Raises Settled, Http404, PermissionDenied."""
    party = desk_of(by, to_act=True)
    row = locked(hand_over_for(by, public_id).public_id)
    if row.sender_id != party.organisation:
        raise Http404
    _settle(row, State.TAKEN_BACK, by)
    audit.record("advocates.handover.taken_back", by=by, resident=row.resident)
    notify(resident=row.resident, template="hand_over_news", context={}, by=by)


def locked(public_id: str | uuid.UUID) -> HandOver:
    """The row, locked; 404 for none. The caller asks whose it is."""
    rows = HandOver.objects.select_for_update(of=("self",)).select_related("resident__user", "sender", "receiver")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _settle(row: HandOver, state: str, by: Actor) -> None:
    if row.state not in HandOver.OPEN:
        raise Settled
    row.state, row.settled_at, row.settled_by_label = state, timezone.now(), by.label
    row.save()


def _own_locked(public_id: str | uuid.UUID, by: Actor) -> HandOver:
    return locked(own_hand_over(by, public_id).public_id)


def begin_waiting(row: HandOver, by: Actor) -> None:
    """It is somebody's turn from now on: the caller saves the row."""
    row.waits_since = timezone.now()
    row.remind_on, row.back_on = days_of_waiting(timezone.localdate(row.waits_since), by.council.nation)
    row.reminded_at = None


def _hold(viewer: Viewer, by: Actor) -> None:
    """The sender's own leave, locked, so that its end waits or has come first. Raises Http404, PermissionDenied."""
    if not viewer.works:
        raise PermissionDenied
    if viewer.grant is None:
        desk_of(by, to_act=True)
        return
    grant = Delegation.objects.select_for_update(of=("self",)).filter(pk=viewer.grant.pk).first()
    if grant is None or not is_grant_for(by, grant, Scope.VIEW_CLAIMS):
        raise Http404


def most_of(row: HandOver) -> str:
    """The most of claims that the resident can agree to: a level, or NOTHING."""
    levels = [level for level, scopes in LEVELS["claims"].items() if set(scopes) <= set(row.scopes)]
    return levels[-1] if levels else NOTHING
