"""Signing in by a code sent to an e-mail address or a phone, and what follows for a visitor's record."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident, SignInCode, User
from accounts.signals import visitor_recognised
from core.mail import send_email, send_text

CODE_MINUTES = 10
CODES_PER_HOUR = 5


class TooManyCodes(Exception):
    """This address asked for more codes than anybody needs in an hour."""


def send_sign_in_code(*, channel: str, contact: str, by: Actor) -> SignInCode:
    """Send a fresh six-digit code to an e-mail address ("email") or phone in E.164 form ("sms").

    The answer is the same whether an account exists or not. Raises TooManyCodes.
    """
    hour_ago = timezone.now() - dt.timedelta(hours=1)
    asked = SignInCode.objects.filter(contact=contact, expires_at__gt=hour_ago + dt.timedelta(minutes=CODE_MINUTES))
    if asked.count() >= CODES_PER_HOUR:
        raise TooManyCodes
    code = f"{secrets.randbelow(1_000_000):06d}"
    sign_in_code = SignInCode(
        channel=channel, contact=contact, expires_at=timezone.now() + dt.timedelta(minutes=CODE_MINUTES)
    )
    sign_in_code.code_hash = _hash(sign_in_code, code)
    sign_in_code.save()
    text = _("%(code)s is your code for %(council)s. It works for %(minutes)s minutes.") % {
        "code": code,
        "council": by.council.name,
        "minutes": CODE_MINUTES,
    }
    if channel == "email":
        send_email(to=contact, subject=_("Your sign-in code"), text=text)
    else:
        send_text(to=contact, text=text)
    return sign_in_code


def _hash(sign_in_code: SignInCode, code: str) -> str:
    message = f"{sign_in_code.public_id}:{code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def use_sign_in_code(*, public_id: str, code: str) -> SignInCode | None:
    """The row if this is its code, it is still live and unused; None in every other case, all alike.

    One atomic UPDATE takes a try before the code is looked at, so parallel guesses cannot exceed five.
    """
    now = timezone.now()
    live = SignInCode.objects.filter(public_id=public_id, tries_left__gt=0, used_at__isnull=True, expires_at__gt=now)
    if not live.update(tries_left=F("tries_left") - 1):
        return None
    sign_in_code = SignInCode.objects.get(public_id=public_id)
    if not hmac.compare_digest(sign_in_code.code_hash, _hash(sign_in_code, code)):
        return None
    if not SignInCode.objects.filter(pk=sign_in_code.pk, used_at__isnull=True).update(used_at=now):
        return None
    return sign_in_code


@transaction.atomic
def sign_in_resident(*, proof: SignInCode, by: Actor) -> User:
    """The user of a proven contact, made on first sign-in, with a record in this council.

    What a visitor began before signing in becomes theirs (signal `visitor_recognised`).
    """
    field = "email" if proof.channel == "email" else "phone"
    user = User.objects.filter(**{f"{field}__iexact": proof.contact}).first()
    if user is None:
        user = User(**{field: proof.contact})
        user.set_unusable_password()
        user.save()
    resident = Resident.objects.filter(user=user).first()
    visitor = by.resident if by.user is None else None
    if resident is None:
        resident = visitor or Resident()
        resident.user = user
        if not getattr(resident, field):
            setattr(resident, field, proof.contact)
        resident.save()
    elif visitor is not None:
        visitor_recognised.send(sender=Resident, visitor=visitor, resident=resident, by=by)
    audit.record("accounts.resident.signed_in", by=Actor(by.council, user, resident), resident=resident)
    return user


@transaction.atomic
def start_visitor(*, language: str, by: Actor) -> Resident:
    """A record for somebody who has not told us who they are; kept by their session until they save."""
    return Resident.objects.create(language=language)


@transaction.atomic
def set_resident_language(*, language: str, by: Actor) -> None:
    """Remember the language a resident chose, for messages."""
    if by.resident and by.resident.language != language:
        Resident.objects.filter(pk=by.resident.pk).update(language=language)
