"""Staff of a council, and operators of the platform, as commands and other actions make them."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor, system_actor
from accounts.models import Council, Membership, Organisation, StaffInvitation, User
from accounts.permissions import Role
from accounts.readers import user_by_contact
from accounts.signals import work_changed
from core.tenancy import council_scope

log = structlog.get_logger(__name__)


@transaction.atomic
def add_staff(
    *, email: str, display_name: str, role: str, password: str, by: Actor, totp_secret: str = "", organisation: str = ""
) -> Membership:
    """A member of staff of the current council; an account with a password keeps it.

    `totp_secret` (base32) sets the second factor up in advance: demos only. Without it the person sets one up at
    the first sign-in. `organisation` names who they work for if that is not the council; staff of a jobcentre need it.
    Raises ValidationError for a weak password or no e-mail address, and ValueError for an unknown role or a missing
    organisation.
    """
    validate_email(email)
    role = Role(role)
    if role == Role.JOBCENTRE and not organisation:
        raise ValueError("Staff of a jobcentre need the name of the jobcentre.")
    user = user_by_contact("email", email) or User(email=email.lower())
    give_password(user, password)
    user.save()
    User.objects.filter(pk=user.pk).update(is_staff=True)
    details = {"roles": [role], "display_name": display_name, "is_active": True}
    if organisation:
        kind = Organisation.Kind.JOBCENTRE if role == Role.JOBCENTRE else Organisation.Kind.OTHER
        details["organisation"] = Organisation.objects.get_or_create(name=organisation, defaults={"kind": kind})[0]
    membership = give_work(user, details, by)
    if totp_secret:
        _set_up_app(user, totp_secret)
    audit.record("accounts.staff.added", by=by, subject=f"membership {membership.pk}", detail={"role": role})
    return membership


def give_work(user: User, details: dict[str, Any], by: Actor) -> Membership:
    """Create or update the user's membership of this council. On a change of roles, apps release what the old roles
    held (`work_changed`).
    """
    there = locked(Membership.objects.filter(user=user))
    if there is None:
        return Membership.objects.create(user=user, **details)
    before = set(there.roles)
    for name, value in details.items():
        setattr(there, name, value)
    there.save()
    if set(there.roles) != before:
        work_changed.send(sender=Membership, membership=there, by=by)
    return there


def locked(memberships: QuerySet[Membership]) -> Membership | None:
    """The first of these, locked without its key: rows with a foreign key to it can still be written meanwhile."""
    return memberships.select_for_update(of=("self",), no_key=True).first()


def give_password(user: User, password: str) -> None:
    """Somebody new, or a resident who signs in by code, gets this password: staff need one."""
    if not user.password or not user.has_usable_password():
        validate_password(password, user)
        user.set_password(password)


def _set_up_app(user: User, totp_secret: str) -> None:
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(totp_secret)}
        )


@transaction.atomic
def remove_staff(*, email: str, by: Actor) -> bool:
    """Somebody does not work for the current council any more, is signed out everywhere, and what they had in hand is
    for others. False if they did not.
    """
    membership = locked(Membership.objects.filter(user__email__iexact=email, is_active=True))
    if membership is None:
        return False
    end_work(membership, by)
    return True


def end_work(membership: Membership, by: Actor) -> None:
    """The same for a membership that is locked. The invitations that they sent and nobody took up end too."""
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    User.objects.filter(pk=membership.user_id).update(session_number=F("session_number") + 1)
    work_changed.send(sender=Membership, membership=membership, by=by)
    take_back_open(membership)
    audit.record("accounts.staff.removed", by=by, subject=f"membership {membership.pk}")


def take_back_open(membership: Membership) -> None:
    """Whom they invited, and who has not answered, cannot answer any more: they may invite nobody now."""
    state = StaffInvitation.State
    sent = StaffInvitation.objects.filter(invited_by=membership.user_id, state=state.OPEN)
    sent.update(state=state.TAKEN_BACK, settled_at=timezone.now())


@transaction.atomic
def add_operator(*, email: str, password: str, totp_secret: str = "") -> User:
    """An operator of the platform; an account with a password keeps it.

    They have a page on the platform's own host after a second factor, and no rights in any council. `totp_secret` as in
    add_staff. Raises ValidationError.
    """
    validate_email(email)
    user = user_by_contact("email", email) or User(email=email.lower())
    give_password(user, password)
    user.is_superuser = user.is_staff = True
    user.save()
    if totp_secret:
        _set_up_app(user, totp_secret)
    log.info("operator_added", user=user.pk)
    return user


@transaction.atomic
def remove_operator(*, email: str) -> bool:
    """Somebody is no longer an operator, and signed out everywhere. False when they were none."""
    user = user_by_contact("email", email)
    operators = User.objects.filter(pk=user.pk, is_superuser=True) if user is not None else User.objects.none()
    if not operators.update(is_superuser=False, session_number=F("session_number") + 1):
        return False
    log.info("operator_removed", user=user.pk)
    return True


@transaction.atomic
def reset_second_factor(*, email: str, password: str) -> bool:
    """Take a second factor that was lost from somebody, who sets up another after this new password. They are signed
    out everywhere. False when they have none. Raises ValidationError for a weak password.

    The password is a new one because whoever gives it next sets up the factor: somebody who had found the old one must
    not get in by saying that the factor is lost.
    """
    found = user_by_contact("email", email)
    user = User.objects.select_for_update().get(pk=found.pk) if found is not None else None
    if user is None or not Authenticator.objects.filter(user=user).exists():
        return False
    validate_password(password, user)
    Authenticator.objects.filter(user=user).delete()
    user.set_password(password)
    user.session_number += 1
    user.save(update_fields=["password", "session_number"])
    for council in Council.objects.order_by("pk"):
        with council_scope(council.pk):
            membership = Membership.objects.filter(user=user).first()
            if membership is not None:
                by, subject = system_actor(council, "set-up"), f"membership {membership.pk}"
                audit.record("accounts.second_factor.reset", by=by, subject=subject)
    log.info("second_factor_reset", user=user.pk)
    return True
