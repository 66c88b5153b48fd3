"""Reads about who works for a council: its people, its partners, open invitations, second factors to replace."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import FactorReset, Membership, Organisation, StaffInvitation
from accounts.permissions import COUNCIL_ROLES, JOBCENTRE_ROLES, PARTNER_ROLES, Permission, Role, require
from accounts.rules.links import link_hash

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def require_people(actor: Actor) -> None:
    """Raise 404 for who is not staff, 403 for staff who look after nobody: neither the council's people nor a
    partner's.
    """
    if not actor.may(Permission.ORGANISATION_MANAGE):
        require(actor, Permission.COUNCIL_MANAGE)


def within_reach(actor: Actor) -> Q:
    """Of memberships and invitations those that this actor looks after: an admin of the council all, a partner's admin
    those of their own organisation.
    """
    require_people(actor)
    if actor.may(Permission.COUNCIL_MANAGE):
        return Q()
    if actor.membership.organisation_id is None:
        raise PermissionDenied
    return Q(organisation=actor.membership.organisation_id)


def people_for(actor: Actor) -> QuerySet[Membership]:
    """Those whom the actor looks after, who work here first, by name; `has_factor`: a second factor is set up."""
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=FACTORS)
    people = Membership.objects.filter(within_reach(actor)).select_related("user", "organisation")
    people = people.annotate(has_factor=Exists(factors)).prefetch_related("teams__team")
    return people.order_by("-is_active", "display_name", "pk")


def person_for(actor: Actor, key: int) -> Membership:
    """One of them, or 404."""
    found = people_for(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def invitations_for(actor: Actor) -> QuerySet[StaffInvitation]:
    """The invitations of their people that nobody has answered, those that ran out among them, the newest first."""
    waiting = StaffInvitation.objects.filter(within_reach(actor), state=StaffInvitation.State.OPEN)
    return waiting.select_related("organisation")


def invitation_for(actor: Actor, public_id: str | uuid.UUID) -> StaffInvitation:
    """One of them, or 404."""
    found = invitations_for(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def invitation_by_token(token: str) -> StaffInvitation | None:
    """The invitation that this link opens, while it does."""
    waiting = StaffInvitation.objects.filter(state=StaffInvitation.State.OPEN, expires_at__gt=timezone.now())
    return waiting.select_related("organisation").filter(token_hash=link_hash(token)).first()


def roles_within(organisation: Organisation | None) -> tuple[Role, ...]:
    """The roles of the people of this partner, or of the council itself (None)."""
    if organisation is None:
        return COUNCIL_ROLES
    return JOBCENTRE_ROLES if organisation.kind == Organisation.Kind.JOBCENTRE else PARTNER_ROLES


def admins() -> QuerySet[Membership]:
    """Those who look after the council's settings and people now."""
    return Membership.objects.filter(is_active=True, roles__contains=[Role.ADMIN]).order_by("pk")


def has_other_admin(than: Iterable[int]) -> bool:
    """Whether the council has an admin who is none of these users."""
    return admins().exclude(user__in=list(than)).exists()


def open_resets() -> QuerySet[FactorReset]:
    """Second factors that somebody asked to have replaced, and that are not yet."""
    waiting = FactorReset.objects.filter(closed_at__isnull=True, expires_at__gt=timezone.now())
    return waiting.select_related("membership", "user").order_by("asked_at", "pk")


def resets_for(actor: Actor) -> QuerySet[FactorReset]:
    """The same for an admin of the council; nobody else sees them."""
    require(actor, Permission.COUNCIL_MANAGE)
    return open_resets()


def resets_for_operator() -> list[FactorReset]:
    """Those of the council in scope to which none of its own admins can agree."""
    waiting = open_resets().filter(agreed_at__isnull=True)
    return [each for each in waiting if not has_other_admin([each.asked_by_id, each.user_id])]


def reset_by_token(token: str) -> FactorReset | None:
    """What this link replaces, while it does."""
    return open_resets().filter(agreed_at__isnull=False, token_hash=link_hash(token)).first()


def organisations_for(actor: Actor) -> QuerySet[Organisation]:
    """The council's partners by name, with how many people of each work here (`people`)."""
    require(actor, Permission.COUNCIL_MANAGE)
    active = Membership.objects.filter(organisation=OuterRef("pk"), is_active=True).order_by().values("organisation")
    return Organisation.objects.annotate(people=active.annotate(number=Count("pk")).values("number")).order_by("name")


def organisation_for(actor: Actor, key: int) -> Organisation:
    """One of them, or 404."""
    found = organisations_for(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def ending_agreements(today: dt.date, within: dt.timedelta) -> QuerySet[Organisation]:
    """Partners whose agreement ends within this time."""
    return Organisation.objects.filter(agreement_to__gte=today, agreement_to__lte=today + within).order_by("name")
