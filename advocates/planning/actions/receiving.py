"""The receiver accepts or declines a hand-over, and says later what came of it; unanswered, it comes back."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, door
from accounts.actors import Actor
from accounts.models import Delegation, Membership
from accounts.readers import in_force
from advocates.caseload.actions.opening import close_handed_over, open_case
from advocates.models import HandOver
from advocates.planning.actions.handing_over import Settled, begin_waiting, locked
from advocates.planning.readers.hand_overs import hand_over_for, is_receiver, words_of
from advocates.planning.readers.parties import desk_of, people_of
from advocates.planning.rules import COUNCIL, ORGANISATION, Party
from advocates.rules.terms import last_day
from core.crypto import encrypt
from core.mail import MessageNotSent, send_email
from notifications.actions import notify

State = HandOver.State
A_RUN = 100


@transaction.atomic
def accept_hand_over(*, public_id: str | uuid.UUID, by: Actor) -> HandOver:
    """Take the person on: their case is the actor's, what the resident agreed to begins, and after a hand-over the
    sender's case ends. Where the yes was written down by somebody who may act for the person no more, they are asked
    themselves instead, and the row is State.ASKED again. Raises Settled, Http404, PermissionDenied.
    """
    row = _received(public_id, by)
    if row.state != State.WAITING:
        raise Settled
    if not _yes_still_counts(row):
        return _ask_again(row, by)
    row.delegation = _grant(row)
    row.state, row.settled_at, row.settled_by_label = State.ACCEPTED, timezone.now(), by.label
    row.save()
    audit.record("advocates.handover.accepted", by=by, resident=row.resident, grant=row.delegation)
    open_case(resident=row.resident, responsible=by.membership, by=by)
    if row.kind == HandOver.Kind.HAND_OVER:
        close_handed_over(resident=row.resident, organisation=row.sender, by=by)
    if row.ends_senders:
        _end_senders_grants(row, by)
    notify(resident=row.resident, template="hand_over_news", context={}, by=by)
    return row


@transaction.atomic
def decline_hand_over(*, public_id: str | uuid.UUID, reason: str, by: Actor) -> HandOver:
    """Say no, and why: sender and resident read it. Raises Settled, Http404, PermissionDenied."""
    row = _received(public_id, by)
    if row.state != State.WAITING:
        raise Settled
    row.secret = encrypt({**words_of(row), "reason": reason}, context=row.context)
    row.state, row.settled_at, row.settled_by_label = State.DECLINED, timezone.now(), by.label
    row.save()
    audit.record("advocates.handover.declined", by=by, resident=row.resident)
    notify(resident=row.resident, template="hand_over_news", context={}, by=by)
    return row


@transaction.atomic
def record_outcome(*, public_id: str | uuid.UUID, outcome: str, words: str, by: Actor) -> HandOver:
    """Say what came of an accepted hand-over; said again, the last holds. Raises Settled, Http404, PermissionDenied."""
    row = _received(public_id, by)
    if row.state != State.ACCEPTED:
        raise Settled
    row.secret = encrypt({**words_of(row), "came_of_it": words}, context=row.context)
    row.outcome, row.outcome_at = outcome, timezone.now()
    row.save()
    audit.record("advocates.handover.outcome", by=by, resident=row.resident, detail={"outcome": outcome})
    notify(resident=row.resident, template="hand_over_news", context={}, by=by)
    return row


@transaction.atomic
def look_after_hand_overs(*, today: dt.date, by: Actor) -> int:
    """Remind whoever has to answer, once, and send back what nobody answered in time. How many of both."""
    rows = HandOver.objects.select_for_update(of=("self",), skip_locked=True).filter(state__in=HandOver.OPEN)
    due = rows.filter(Q(back_on__lt=today) | Q(remind_on__lte=today, reminded_at=None))
    found = list(due.select_related("resident__user", "sender", "receiver").order_by("pk")[:A_RUN])
    for row in found:
        if row.back_on < today:
            row.state, row.settled_at, row.settled_by_label = State.CAME_BACK, timezone.now(), by.label
            row.save()
            audit.record("advocates.handover.came_back", by=by, resident=row.resident)
            notify(resident=row.resident, template="hand_over_news", context={}, by=by)
        else:
            _remind(row, by)
    return len(found)


def _remind(row: HandOver, by: Actor) -> None:
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    audit.record("advocates.handover.reminded", by=by, resident=row.resident)
    if row.state == State.ASKED:
        notify(resident=row.resident, template="hand_over_asked", context={}, by=by)
        return
    url = by.council.url_of(reverse("advocates:hand_overs", urlconf=settings.ROOT_URLCONF))
    text = _("Somebody waits for an answer to a hand-over. Sign in to read it:")
    for member in _to_remind(row):
        try:
            door.admit(kind="hand_over_waits", channel="email", contact=member.user.email, by=by)
            send_email(to=member.user.email, subject=_("A hand-over waits for you"), text=f"{text}\n\n{url}")
        except (door.TooManyMessages, MessageNotSent):
            continue


def _to_remind(row: HandOver) -> list[Membership]:
    """Whom it is for, or everybody there."""
    party = Party(ORGANISATION, row.receiver_id) if row.receiver_id else Party(COUNCIL)
    there = people_of(party).select_related("user").exclude(user__email=None)
    if row.member_id:
        there = there.filter(pk=row.member_id)
    if row.team_id:
        there = there.filter(teams__team=row.team_id)
    return list(there)


def _received(public_id: str | uuid.UUID, by: Actor) -> HandOver:
    party = desk_of(by, to_act=True)
    row = locked(hand_over_for(by, public_id).public_id)
    if not is_receiver(party, row) or row.state in (State.ASKED, State.REFUSED, State.TAKEN_BACK):
        raise Http404
    return row


def _yes_still_counts(row: HandOver) -> bool:
    """A yes that a partner wrote down falls with what the partner may do; the grants are locked, so that their end
    waits or has come first.
    """
    if row.basis != Delegation.Basis.IN_PERSON or row.sender_id is None:
        return True
    grants = in_force(timezone.localdate()).filter(resident=row.resident, organisation=row.sender)
    return bool(grants.select_for_update(of=("self",)).order_by("pk"))


def _ask_again(row: HandOver, by: Actor) -> HandOver:
    row.state, row.wording, row.basis = State.ASKED, "", ""
    begin_waiting(row, by)
    row.save()
    audit.record("advocates.handover.asked_again", by=by, resident=row.resident)
    notify(resident=row.resident, template="hand_over_asked", context={}, by=by)
    return row


def _grant(row: HandOver) -> Delegation | None:
    """What the resident agreed to, from today; None where nothing goes along, as to the council."""
    if row.receiver is None or not row.scopes:
        return None
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=row.resident, organisation=row.receiver, scopes=row.scopes, basis=row.basis,
        evidence=row.wording[:200], left_out=_left_out_of(row), starts_on=today, ends_on=last_day(row.period, today),
    )  # fmt: skip


def _left_out_of(row: HandOver) -> list[uuid.UUID]:
    """What the sender may not see, or might not while they acted for the person, the receiver may not either."""
    if row.sender_id is None:
        return []
    grants = Delegation.objects.filter(resident=row.resident, organisation=row.sender)
    return sorted({each for grant in grants for each in grant.left_out})


def _end_senders_grants(row: HandOver, by: Actor) -> None:
    """What the resident gave the sender; what the law gives it is not theirs to end."""
    given = Delegation.objects.select_for_update(of=("self",)).filter(
        resident=row.resident, organisation=row.sender, revoked_at=None, basis__in=Delegation.CONSENTS
    )
    for grant in given.order_by("pk"):
        grant.revoked_at = timezone.now()
        grant.save(update_fields=["revoked_at"])
        audit.record("advocates.grant.ended", by=by, resident=row.resident, grant=grant)
