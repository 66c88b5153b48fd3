"""Signing in by a code sent to an e-mail address or a phone, and the record that a person gets."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, door
from accounts.actions.taking_over import settle_record
from accounts.actors import Actor
from accounts.models import Membership, Resident, SignInCode, User
from accounts.readers import user_by_contact
from core.mail import send_email, send_text

CODE_MINUTES = 10
TRIES = 5
# What the door allows in an hour and more: this is what holds when Redis is away (accounts/door.py).
MOST_IN_AN_HOUR = 40


class AccountClosed(Exception):
    """The account of this contact was switched off."""


@transaction.atomic
def send_sign_in_code(*, channel: str, contact: str, by: Actor, subject: str = "") -> SignInCode:
    """Send a fresh six-digit code to an e-mail address ("email") or phone in E.164 form ("sms"), with another subject
    where it is not for signing in.

    The answer is the same whether an account exists or not. Raises accounts.door.TooManyMessages,
    core.mail.MessageNotSent.
    """
    door.admit(kind=door.CODE, channel=channel, contact=contact, by=by)
    hour_ago = timezone.now() - dt.timedelta(hours=1)
    asked = SignInCode.objects.filter(contact=contact, expires_at__gt=hour_ago + dt.timedelta(minutes=CODE_MINUTES))
    if asked.count() >= MOST_IN_AN_HOUR:
        raise door.TooManyMessages("recipient", 3600)
    code = f"{secrets.randbelow(1_000_000):06d}"
    sign_in_code = SignInCode(
        channel=channel,
        contact=contact,
        tries_left=TRIES,
        expires_at=timezone.now() + dt.timedelta(minutes=CODE_MINUTES),
    )
    sign_in_code.code_hash = _hash(sign_in_code, code)
    sign_in_code.save()
    text = _("%(code)s is your code for %(council)s. It works for %(minutes)s minutes.") % {
        "code": code,
        "council": by.council.name,
        "minutes": CODE_MINUTES,
    }
    if channel == "email":
        send_email(to=contact, subject=subject or _("Your sign-in code"), text=text)
    else:
        send_text(to=contact, text=text)
    return sign_in_code


def _hash(sign_in_code: SignInCode, code: str) -> str:
    message = f"{sign_in_code.public_id}:{code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def is_untried(public_id: str) -> bool:
    """Whether nothing was typed for this code yet. A first try waits for nobody: each costs a message (door.py)."""
    return SignInCode.objects.filter(public_id=public_id, tries_left=TRIES).exists()


def use_sign_in_code(*, public_id: str, code: str) -> SignInCode | None:
    """The row if this is its code, it is still live and unused; None in every other case, all alike.

    One atomic UPDATE takes a try before the code is looked at, so parallel guesses cannot exceed five.
    """
    now = timezone.now()
    live = SignInCode.objects.filter(public_id=public_id, tries_left__gt=0, used_at__isnull=True, expires_at__gt=now)
    if not live.update(tries_left=F("tries_left") - 1):
        return None
    sign_in_code = SignInCode.objects.get(public_id=public_id)
    if not hmac.compare_digest(sign_in_code.code_hash.encode(), _hash(sign_in_code, code).encode()):
        return None
    if not SignInCode.objects.filter(pk=sign_in_code.pk, used_at__isnull=True).update(used_at=now):
        return None
    return sign_in_code


@transaction.atomic
def sign_in_resident(*, proof: SignInCode, by: Actor) -> User:
    """The user of a proven contact, made on first sign-in, with a record in this council.

    What was begun or sent without an account is taken over where the contact proves it, or else asked about
    (accounts/actions/taking_over.py). Raises AccountClosed.
    """
    user = user_by_contact(proof.channel, proof.contact) or _new_user(proof)
    if not user.is_active:
        raise AccountClosed
    resident = _own_record(user, by, proof)
    signed_in = Actor(by.council, user, resident)
    settle_record(left_behind=str(by.resident.public_id) if _is_visitor(by) else "", by=signed_in)
    audit.record("accounts.resident.signed_in", by=signed_in, resident=resident)
    return user


def _is_visitor(by: Actor) -> bool:
    return by.user is None and by.resident is not None


def _new_user(proof: SignInCode) -> User:
    user = User(email=proof.contact) if proof.channel == "email" else User(phone=proof.contact)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        # Two first sign-ins at once: the other one made the account.
        return user_by_contact(proof.channel, proof.contact)
    return user


@transaction.atomic
def record_password_sign_in(*, user: User, by: Actor) -> None:
    """What follows a sign-in with a password: the record of this council, the audit row.

    A password proves no contact, so nothing of a visitor's moves unasked; staff get no record as a resident.
    """
    works_here = bool(Membership.objects.filter(user=user, is_active=True).update(signed_in_at=timezone.now()))
    resident = Resident.objects.filter(user=user).first()
    if resident is None and not (works_here or user.is_superuser):
        resident = _own_record(user, by)
    code = "accounts.staff.signed_in" if works_here else "accounts.resident.signed_in"
    audit.record(code, by=Actor(by.council, user, resident), resident=None if works_here else resident)


def _own_record(user: User, by: Actor, proof: SignInCode | None = None) -> Resident:
    """The user's record in this council, new if need be: then in the language of what the visitor `by` began."""
    resident = Resident.objects.filter(user=user).first()
    if resident is None:
        resident = Resident(user=user, email=user.email or "", phone=user.phone or "")
        if _is_visitor(by):
            resident.language = by.resident.language
    if proof is not None:
        field = "email" if proof.channel == "email" else "phone"
        setattr(resident, field, getattr(resident, field) or proof.contact)
    resident.save()
    return resident


@transaction.atomic
def start_record(*, language: str, by: Actor) -> Resident:
    """A record for somebody who has none here: a visitor's is kept by their session until they save, and that of
    somebody signed in (staff, say, who claim for themselves) belongs to their account.
    """
    if by.user is None:
        return Resident.objects.create(language=language)
    return Resident.objects.create(
        language=language, user=by.user, email=by.user.email or "", phone=by.user.phone or ""
    )


def in_use(resident: Resident) -> Resident:
    """The record, held until the transaction ends, so that it goes over to no other meanwhile. Raises Http404 if it
    has: the browser that asks knows it no more.
    """
    held = Resident.objects.select_for_update(no_key=True).filter(pk=resident.pk, joined_into__isnull=True).first()
    if held is None:
        raise Http404
    return resident


@transaction.atomic
def set_resident_language(*, language: str, by: Actor) -> None:
    """Remember the language a resident chose, for messages."""
    if by.resident and by.resident.language != language:
        Resident.objects.filter(pk=by.resident.pk).update(language=language)
