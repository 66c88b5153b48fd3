"""Staff of a council: made by an administrator's command until councils invite their own."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership, Organisation, User
from accounts.permissions import Role


@transaction.atomic
def add_staff(
    *, email: str, display_name: str, role: str, password: str, by: Actor, totp_secret: str = "", organisation: str = ""
) -> Membership:
    """A member of staff of the current council; an account that exists keeps its password.

    `totp_secret` (base32) sets the second factor up in advance: demos only. Without it the person sets one up at
    the first sign-in. `organisation` names who they work for if that is not the council; staff of a jobcentre need it.
    Raises ValidationError for a weak password and ValueError for an unknown role or a missing organisation.
    """
    role = Role(role)
    if role == Role.JOBCENTRE and not organisation:
        raise ValueError("Staff of a jobcentre need the name of the jobcentre.")
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User(email=email.lower())
        validate_password(password, user)
        user.set_password(password)
        user.save()
    User.objects.filter(pk=user.pk).update(is_staff=True)
    details = {"role": role, "display_name": display_name, "is_active": True}
    if organisation:
        details["organisation"] = Organisation.objects.get_or_create(name=organisation, defaults={"kind": role})[0]
    membership, _ = Membership.objects.update_or_create(user=user, defaults=details)
    if totp_secret and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(totp_secret)}
        )
    audit.record("accounts.staff.added", by=by, subject=f"membership {membership.pk}", detail={"role": role})
    return membership
