"""A second factor that was lost is replaced by what two people say, and a link that its owner uses once."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, door
from accounts.actors import Actor, OperatorInCouncil
from accounts.models import FactorReset, Membership, User
from accounts.permissions import Permission, require
from accounts.rules.links import link_hash
from accounts.staffing.readers import has_other_admin, open_resets, person_for
from core.mail import send_email

# How long the second yes may take, and then the link.
HOURS = 48
LASTS = dt.timedelta(hours=HOURS)
FACTOR_RESET = "factor_reset"


class SamePerson(Exception):
    """A reset needs two people, and neither may be the one whose factor is reset. Nothing changed."""


class NoAddress(Exception):
    """They have no e-mail address to which a link could go. Nothing changed."""


@transaction.atomic
def ask_factor_reset(*, membership_id: int, by: Actor) -> FactorReset:
    """An admin asks that somebody's second factor is replaced; an earlier asking ends. Raises SamePerson, NoAddress,
    PermissionDenied for an operator's account, Http404.
    """
    require(by, Permission.COUNCIL_MANAGE)
    person = person_for(by, membership_id)
    if person.user_id == by.user.pk:
        raise SamePerson
    if not person.is_active or person.user.is_superuser:
        raise PermissionDenied
    if not person.user.email:
        raise NoAddress
    now = timezone.now()
    Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    FactorReset.objects.filter(membership=person, closed_at__isnull=True).update(closed_at=now)
    reset = FactorReset.objects.create(
        membership=person, user=person.user, asked_by=by.user, asked_at=now, expires_at=now + LASTS
    )
    audit.record("accounts.second_factor.reset_asked", by=by, subject=f"membership {person.pk}")
    return reset


@transaction.atomic
def agree_factor_reset(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """The second person agrees: the one whose factor it is gets a link by e-mail. They are signed out everywhere.

    The operator agrees only where no other admin of the council could. Raises SamePerson, Http404,
    accounts.door.TooManyMessages, core.mail.MessageNotSent.
    """
    reset = _locked(public_id)
    said = {reset.asked_by_id, reset.user_id}
    if isinstance(by, OperatorInCouncil):
        if has_other_admin(said):
            raise PermissionDenied
    else:
        require(by, Permission.COUNCIL_MANAGE)
    if by.user.pk in said:
        raise SamePerson
    token, now = secrets.token_urlsafe(24), timezone.now()
    reset.agreed_by, reset.agreed_at, reset.expires_at = by.user, now, now + LASTS
    reset.token_hash = link_hash(token)
    reset.save()
    User.objects.filter(pk=reset.user_id).update(session_number=F("session_number") + 1)
    audit.record("accounts.second_factor.reset_agreed", by=by, subject=f"membership {reset.membership_id}")
    _tell(reset, token, by)


@transaction.atomic
def refuse_factor_reset(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """An admin says no, or takes back what they asked for; a link that went out does not work any more."""
    require(by, Permission.COUNCIL_MANAGE)
    reset = open_resets().select_for_update(of=("self",)).filter(public_id=public_id).first()
    if reset is None:
        raise Http404
    reset.closed_at = timezone.now()
    reset.save(update_fields=["closed_at"])
    audit.record("accounts.second_factor.reset_refused", by=by, subject=f"membership {reset.membership_id}")


@transaction.atomic
def use_factor_reset(*, reset_id: int, password: str, by: Actor) -> bool:
    """The link and the password together take the old factor away; the next sign-in sets another up. False for a
    wrong password. Raises Http404 when the link works no more.
    """
    waiting = open_resets().filter(pk=reset_id, agreed_at__isnull=False, membership__is_active=True)
    reset = waiting.select_for_update(of=("self",)).first()
    if reset is None:
        raise Http404
    if not reset.user.check_password(password):
        return False
    reset.closed_at = timezone.now()
    reset.save(update_fields=["closed_at"])
    Authenticator.objects.filter(user=reset.user).delete()
    User.objects.filter(pk=reset.user_id).update(session_number=F("session_number") + 1)
    who = Actor(by.council, reset.user, origin=by.origin)
    audit.record("accounts.second_factor.reset", by=who, subject=f"membership {reset.membership_id}")
    return True


def _locked(public_id: str | uuid.UUID) -> FactorReset:
    waiting = open_resets().filter(public_id=public_id, agreed_at__isnull=True, membership__is_active=True)
    reset = waiting.select_for_update(of=("self",)).first()
    if reset is None:
        raise Http404
    return reset


def _tell(reset: FactorReset, token: str, by: Actor) -> None:
    path = reverse("people:new_factor", args=[token], urlconf=settings.ROOT_URLCONF)
    words = {"council": by.council.name, "url": by.council.url_of(path), "hours": HOURS}
    text = _(
        "Two people at %(council)s agreed that you set up a new second step for signing in.\n\nOpen this link within "
        "%(hours)s hours and give your password. It works once:\n%(url)s\n\nIf you still have your phone or key, or "
        "did not ask for this, tell an admin of the council at once."
    )
    door.admit(kind=FACTOR_RESET, channel="email", contact=reset.user.email, by=by)
    send_email(to=reset.user.email, subject=_("A new second step for signing in"), text=text % words)
