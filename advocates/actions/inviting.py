"""A resident invites somebody to act for them, and that person says yes or no."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Resident, User
from accounts.readers import contacts_of
from accounts.rules.links import link_hash
from advocates.actions.beginning import begin_grant
from advocates.actions.ending import end_with_renewal, locked_grant
from advocates.models import Invitation
from advocates.readers.invitations import answerable, is_addressed_to, last_day_offered, own_invitation
from advocates.readers.matters import with_what_follows
from notifications.actions import notify

# How long a link works. Somebody who is asked to help may be away for a week.
LASTS = dt.timedelta(days=14)
State = Invitation.State


class OwnContact(Exception):
    """The address or number is the resident's own. Nothing was sent."""


class NotAddressed(Exception):
    """The account that is signed in has not the contact that the invitation was sent to. Nothing changed."""


class OwnInvitation(Exception):
    """Nobody acts for themselves: the invitation is of the account's own record. Nothing changed."""


@transaction.atomic
def invite_helper(
    *, name: str, channel: str, contact: str, scopes: list[str], period: str, why: str, by: Actor,
    left_out: Iterable[uuid.UUID] = (), own_name: str = "",
) -> Invitation:  # fmt: skip
    """Send somebody a link by which they can say yes to acting for the actor; an open one to the same contact ends.
    `left_out` are claims (public ids) that they shall not see; `own_name` goes into a record that has no name.

    Raises OwnContact, accounts.door.TooManyMessages, Http404 for a visitor.
    """
    if by.user is None or by.resident is None:
        raise Http404
    _refuse_own_contact(by.resident, by.user, contact)
    name_record(by.resident, own_name)
    return _invite(
        by.resident, name=name, channel=channel, contact=contact, scopes=scopes, period=period, why=why,
        left_out=left_out, replaces=None, by=by,
    )  # fmt: skip


@transaction.atomic
def invite_in_place_of(old: Delegation, *, name: str, channel: str, contact: str, by: Actor) -> Invitation:
    """Send somebody a link by which they can take over a grant whose resident agreed to it: their yes takes its place,
    in its terms and until its last day. Raises OwnContact, accounts.door.TooManyMessages.
    """
    _refuse_own_contact(old.resident, old.resident.user, contact)
    return _invite(
        old.resident, name=name, channel=channel, contact=contact, scopes=old.scopes, period="", why=old.why,
        left_out=old.left_out, replaces=old, by=by,
    )  # fmt: skip


def _refuse_own_contact(resident: Resident, user: User | None, contact: str) -> None:
    if contact in {resident.email.lower(), resident.phone} | contacts_of(user):
        raise OwnContact


def _invite(
    resident: Resident, *, name: str, channel: str, contact: str, scopes: list[str], period: str, why: str,
    left_out: Iterable[uuid.UUID], replaces: Delegation | None, by: Actor,
) -> Invitation:  # fmt: skip
    now, token = timezone.now(), secrets.token_urlsafe(24)
    open_before = Invitation.objects.filter(resident=resident, contact=contact, state=State.OPEN)
    open_before.update(state=State.TAKEN_BACK, settled_at=now)
    invitation = Invitation.objects.create(
        resident=resident, name=name, channel=channel, contact=contact, scopes=scopes, period=period, why=why,
        left_out=with_what_follows(resident, left_out), replaces=replaces,
        token_hash=link_hash(token), sent_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    address = by.council.url_of(reverse("advocates:invited", args=[token]))
    # It names nobody: the address may be mistyped.
    notify(
        resident=resident, template="helper_invited", context={"url": address, "days": str(LASTS.days)}, by=by,
        channels=[channel], to=contact,
    )  # fmt: skip
    audit.record("advocates.invitation.sent", by=by, resident=resident, detail={"scopes": scopes, "period": period})
    return invitation


def name_record(resident: Resident, name: str) -> None:
    """Give a record its name, where it has none yet, in the caller's transaction."""
    if name and not resident.name:
        resident.name = name
        resident.save(update_fields=["name"])


@transaction.atomic
def take_back_invitation(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """The link does not work any more. Raises Http404 when it was answered meanwhile."""
    invitation = own_invitation(by, public_id)
    _settle(_locked(invitation.pk), State.TAKEN_BACK)
    audit.record("advocates.invitation.taken_back", by=by, resident=by.resident)


@transaction.atomic
def accept_invitation(*, invitation_id: int, by: Actor) -> Delegation:
    """Accept an invitation as whoever proved its contact: they may act from now on, and the resident is told. If the
    invitation transfers a grant, that one ends at the same moment without notice to its helper, and the claims left out
    of it by then are left out of the new one too.

    Raises NotAddressed, OwnInvitation, Http404 when it was answered or taken back meanwhile.
    """
    old = _replaced(invitation_id)
    invitation = _addressed(invitation_id, by)
    today = timezone.localdate()
    grant = begin_grant(
        resident=invitation.resident, helper=by.user, scopes=invitation.scopes, basis=Delegation.Basis.CONSENT,
        left_out=invitation.left_out if old is None else old.left_out, why=invitation.why, starts_on=today,
        ends_on=last_day_offered(invitation, today), by=by,
    )  # fmt: skip
    if old is not None:
        end_with_renewal(old)
        audit.record("advocates.grant.passed_on", by=by, resident=invitation.resident)
    invitation.delegation = grant
    _settle(invitation, State.ACCEPTED)
    return grant


@transaction.atomic
def refuse_invitation(*, invitation_id: int, by: Actor) -> None:
    """Whoever proved the contact says no. Raises as accept_invitation does."""
    invitation = _addressed(invitation_id, by)
    _settle(invitation, State.REFUSED)
    audit.record("advocates.invitation.refused", by=by, resident=invitation.resident)
    notify(resident=invitation.resident, template="helper_refused", context={}, by=by)


def _replaced(invitation_id: int) -> Delegation | None:
    """The grant that an invitation transfers, or None. Locked before the invitation: grants always come first."""
    key = Invitation.objects.filter(pk=invitation_id).values_list("replaces", flat=True).first()
    return None if key is None else locked_grant(key)


def _addressed(invitation_id: int, by: Actor) -> Invitation:
    invitation = _locked(invitation_id)
    if not is_addressed_to(by, invitation):
        raise NotAddressed
    if invitation.resident.user_id == by.user.pk:
        raise OwnInvitation
    return invitation


def _locked(key: int) -> Invitation:
    found = answerable().filter(pk=key).select_for_update(of=("self",))
    invitation = found.select_related("resident").first()
    if invitation is None:
        raise Http404
    return invitation


def _settle(invitation: Invitation, state: str) -> None:
    invitation.state, invitation.settled_at = state, timezone.now()
    invitation.save(update_fields=["state", "settled_at", "delegation"])


@transaction.atomic
def move_invitations(*, source: Resident, target: Resident) -> None:
    """Put a record's invitations into another record, of the same person. Those that wait for an answer end."""
    sent = Invitation.objects.filter(resident=source)
    sent.filter(state=State.OPEN).update(state=State.TAKEN_BACK, settled_at=timezone.now())
    sent.update(resident=target)
