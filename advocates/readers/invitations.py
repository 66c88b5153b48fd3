"""Invitations, as the resident who sent them and as whoever has one sees them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.readers import in_force
from accounts.rules.links import link_hash
from advocates.models import Invitation
from advocates.readers.grants import last_day_given
from advocates.rules.terms import last_day


def open_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Those of this resident that nobody has answered; one whose time is over is among them, and says so."""
    if actor.user is None or actor.resident is None:
        return Invitation.objects.none()
    return Invitation.objects.filter(resident=actor.resident, state=Invitation.State.OPEN)


def own_invitation(actor: Actor, public_id: str | uuid.UUID) -> Invitation:
    """One open invitation of this resident's, or 404."""
    found = open_invitations(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def answerable() -> QuerySet[Invitation]:
    """Those of the council that can be accepted: one that takes the place of a grant only while that goes on."""
    in_time = Invitation.objects.filter(state=Invitation.State.OPEN, expires_at__gt=timezone.now())
    going_on = in_force(timezone.localdate()).order_by().values("pk")
    return in_time.filter(Q(replaces=None) | Q(replaces__in=going_on))


def last_day_offered(invitation: Invitation, today: dt.date) -> dt.date:
    """The last day of the grant that a yes of today makes."""
    if invitation.replaces is None:
        return last_day(invitation.period, today)
    return last_day_given(invitation.replaces)


def invitation_by_token(token: str) -> Invitation | None:
    """The open invitation that this link is the newest of, or None."""
    return answerable().select_related("resident", "replaces__renewed_by").filter(token_hash=link_hash(token)).first()


def is_addressed_to(actor: Actor, invitation: Invitation) -> bool:
    """Whether the account that is signed in has the contact that the invitation was sent to: each account proved its
    contacts with a code.
    """
    if actor.user is None:
        return False
    if invitation.channel == "email":
        return (actor.user.email or "").lower() == invitation.contact
    return actor.user.phone == invitation.contact
