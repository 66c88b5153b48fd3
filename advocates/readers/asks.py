"""What people asked others for: as whoever asks, and as whoever is asked, sees it."""

from __future__ import annotations

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Membership, Resident
from accounts.readers import contacts_of, in_force
from accounts.rules.links import link_hash
from advocates.models import Ask
from advocates.readers.grants import lasting

State = Ask.State


def own_asks(actor: Actor) -> QuerySet[Ask]:
    """What this actor asked for and may still be answered. One that was refused is among them until its time is over:
    it looks like any other.
    """
    if actor.user is None or actor.resident is None:
        return Ask.objects.none()
    waiting = Ask.objects.filter(state__in=[State.OPEN, State.REFUSED], expires_at__gt=timezone.now())
    # Asked again, the newest stands for all.
    newer = waiting.filter(asker=OuterRef("asker"), contact=OuterRef("contact"), pk__gt=OuterRef("pk"))
    return waiting.filter(~Exists(newer), asker=actor.resident)


def own_ask(actor: Actor, public_id: str | uuid.UUID) -> Ask:
    """One of them, or 404."""
    found = own_asks(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def asks_to(actor: Actor) -> QuerySet[Ask]:
    """What is asked of the account that is signed in, by the contacts that it proved with a code."""
    contacts = contacts_of(actor.user)
    if not contacts:
        return Ask.objects.none()
    open_now = Ask.objects.filter(state=State.OPEN, expires_at__gt=timezone.now(), contact__in=contacts)
    return open_now.exclude(asker__user=actor.user).select_related("asker__user")


def ask_to(actor: Actor, public_id: str | uuid.UUID) -> Ask:
    """One of them, or 404."""
    found = asks_to(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def held_already(actor: Actor, ask: Ask) -> QuerySet[Delegation]:
    """What the asker may do for this resident now by the resident's own word, and not as one of the council's people:
    what takes its place when the resident says yes.
    """
    if actor.resident is None or Membership.objects.filter(user=ask.asker.user).exists():
        return Delegation.objects.none()
    now = lasting(in_force(timezone.localdate())).filter(basis__in=Delegation.CONSENTS)
    return now.filter(resident=actor.resident, helper=ask.asker.user)


def ask_by_token(token: str) -> Ask | None:
    """The open ask that this link is of, or None."""
    still_open = Ask.objects.filter(state=State.OPEN, expires_at__gt=timezone.now())
    return still_open.filter(token_hash=link_hash(token)).first()


def is_safe_to_ask(channel: str, contact: str) -> bool:
    """Whether nobody who has this contact said that it is not safe to write to them."""
    own = Resident.objects.alias(address=Lower("email"), of_account=Lower("user__email"))
    if channel == "email":
        has_it = Q(address=contact) | Q(of_account=contact)
    else:
        has_it = Q(phone=contact) | Q(user__phone=contact)
    return not own.filter(has_it, safe_to_contact=False).exists()
