"""Somebody is invited by e-mail to work for a council or a partner, and comes by a link of their own."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, door
from accounts.actions.staff import give_password, give_work
from accounts.actors import Actor, OperatorInCouncil
from accounts.history import keep_change
from accounts.models import Membership, Organisation, StaffInvitation, User
from accounts.permissions import Permission, Role
from accounts.readers import user_by_contact
from accounts.rules.links import link_hash
from accounts.staffing.readers import invitation_for, person_for, require_people, roles_within
from core.mail import send_email

LASTS = dt.timedelta(days=7)
INVITATION = "staff_invitation"
State = StaffInvitation.State


class WorksHere(Exception):
    """Whoever has this address works here already. Nothing was sent."""


class NotAddressed(Exception):
    """The account that is signed in is not that of the address. Nothing changed."""


class SignInFirst(Exception):
    """There is an account with a password at this address: its owner signs in with it before they accept."""


@transaction.atomic
def invite_staff(
    *, email: str, display_name: str, roles: Sequence[str], organisation: Organisation | None = None, by: Actor
) -> StaffInvitation:
    """Send somebody a link by which they come to work here in these roles; an earlier one to the same address ends.

    Raises WorksHere, accounts.door.TooManyMessages, core.mail.MessageNotSent, PermissionDenied for roles that the
    actor may not give.
    """
    _require_giving(by, roles, organisation)
    email = email.lower()
    if Membership.objects.filter(user__email__iexact=email, is_active=True).exists():
        raise WorksHere
    now, token = timezone.now(), secrets.token_urlsafe(24)
    earlier = StaffInvitation.objects.filter(email=email, state=State.OPEN)
    earlier.update(state=State.TAKEN_BACK, settled_at=now)
    invitation = StaffInvitation.objects.create(
        email=email, display_name=display_name, roles=list(roles), organisation=organisation, invited_by=by.user,
        token_hash=link_hash(token), sent_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    audit.record("accounts.staff.invited", by=by, subject=_subject(invitation), detail={"roles": list(roles)})
    _send(invitation, token, by)
    return invitation


def _require_giving(by: Actor, roles: Sequence[str], organisation: Organisation | None) -> None:
    """An operator gives a council its admins; an admin gives every role; a partner's admin those of their partner."""
    if isinstance(by, OperatorInCouncil):
        allowed = organisation is None and list(roles) == [Role.ADMIN]
    else:
        require_people(by)
        own = organisation is not None and organisation.pk == by.membership.organisation_id
        allowed = by.may(Permission.COUNCIL_MANAGE) or own
    if not allowed or not roles or not set(roles) <= set(roles_within(organisation)):
        raise PermissionDenied


def _subject(invitation: StaffInvitation) -> str:
    return f"staff invitation {invitation.pk}"


def _send(invitation: StaffInvitation, token: str, by: Actor) -> None:
    door.admit(kind=INVITATION, channel="email", contact=invitation.email, by=by)
    path = reverse("people:invited", args=[token], urlconf=settings.ROOT_URLCONF)
    words = {"council": by.council.name, "url": by.council.url_of(path), "days": LASTS.days}
    text = _(
        "You are asked to work with %(council)s.\n\nOpen this link within %(days)s days. It works once, and only for "
        "this address:\n%(url)s\n\nDo not pass it on. If you did not expect it, you need do nothing."
    )
    subject = _("You are asked to work with %(council)s") % words
    send_email(to=invitation.email, subject=subject, text=text % words, reference=str(invitation.public_id))


@transaction.atomic
def take_back_invitation(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """The link does not work any more. Raises Http404 when it was answered meanwhile."""
    invitation = _locked(invitation_for(by, public_id).pk)
    _settle(invitation, State.TAKEN_BACK)
    audit.record("accounts.staff.invitation_taken_back", by=by, subject=_subject(invitation))


@transaction.atomic
def invite_back(*, membership_id: int, by: Actor) -> StaffInvitation:
    """Somebody who has left is asked to come back, in the roles that they had. Raises as invite_staff does."""
    membership = person_for(by, membership_id)
    if membership.is_active or not membership.user.email:
        raise WorksHere
    return invite_staff(
        email=membership.user.email, display_name=membership.display_name, roles=membership.roles,
        organisation=membership.organisation, by=by,
    )  # fmt: skip


@transaction.atomic
def accept_invitation(*, invitation_id: int, password: str = "", by: Actor) -> User:
    """Whoever has the link comes to work here, with the account of the address that it was sent to.

    The link proves the address. A new account, and one without a password, get `password`; the owner of one that has
    a password is signed in before. Raises NotAddressed, SignInFirst, ValidationError for a weak password, and Http404
    when the link works no more.
    """
    invitation = _locked(invitation_id)
    user = user_by_contact("email", invitation.email) or User(email=invitation.email)
    if by.user is not None and by.user.pk != user.pk:
        raise NotAddressed
    if not user.is_active:
        raise Http404
    if needs_password(user):
        give_password(user, password)
    elif by.user is None:
        raise SignInFirst
    user.is_staff = True
    user.save()
    who = Actor(by.council, user, by.resident if by.user else None, origin=by.origin)
    details = {"roles": invitation.roles, "display_name": invitation.display_name, "is_active": True}
    membership = give_work(user, details | {"organisation": invitation.organisation}, who)
    _settle(invitation, State.ACCEPTED)
    keep_change(
        "accounts.people", before=None, after={"roles": sorted(membership.roles)}, subject=str(membership.pk),
        name=membership.display_name, by=who,
    )  # fmt: skip
    detail = {"roles": invitation.roles, "invitation": invitation.pk}
    audit.record("accounts.staff.joined", by=who, subject=f"membership {membership.pk}", detail=detail)
    return user


def needs_password(user: User | None) -> bool:
    """Whether somebody with this account, or with none, sets a password when they accept."""
    return user is None or not user.password or not user.has_usable_password()


def _locked(key: int) -> StaffInvitation:
    waiting = StaffInvitation.objects.filter(pk=key, state=State.OPEN).select_related("organisation")
    invitation = waiting.select_for_update(of=("self",)).first()
    if invitation is None:
        raise Http404
    return invitation


def _settle(invitation: StaffInvitation, state: str) -> None:
    invitation.state, invitation.settled_at = state, timezone.now()
    invitation.save(update_fields=["state", "settled_at"])
