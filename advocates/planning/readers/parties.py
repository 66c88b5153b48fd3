"""As whom somebody comes to a plan or a hand-over: the resident, the council, or an organisation."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Membership, Organisation, Resident
from accounts.permissions import PARTNER_ROLES, Permission, Role, Scope, require
from advocates.models import PlanShare
from advocates.planning.rules import COUNCIL, ORGANISATION, RESIDENT, Party
from advocates.readers.grants import grant_to

WORKING_ROLES = {COUNCIL: [Role.ADVISOR], ORGANISATION: list(PARTNER_ROLES)}


@dataclass(frozen=True)
class Viewer:
    """Somebody before the plan of `resident`. `works`: whether they may do more than look. Of an organisation, `grant`
    is that by which it acts for the resident, and `share` the resident's yes to the plan (None before it).
    """

    party: Party
    resident: Resident
    works: bool = True
    grant: Delegation | None = None
    share: PlanShare | None = None


def shares_in_force(resident: Resident) -> QuerySet[PlanShare]:
    """Which organisations the resident shares the plan with today."""
    today = timezone.localdate()
    shares = PlanShare.objects.filter(resident=resident, withdrawn_at=None, starts_on__lte=today, ends_on__gte=today)
    return shares.select_related("organisation").order_by("organisation__name", "pk")


def own_share(actor: Actor, public_id: str | uuid.UUID) -> PlanShare:
    """One yes of the actor's own that is in force, or 404."""
    found = shares_in_force(own_viewer(actor).resident).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def own_viewer(actor: Actor) -> Viewer:
    """The resident before their own plan, or 404."""
    if actor.user is None or actor.resident is None:
        raise Http404
    return Viewer(Party(RESIDENT), actor.resident)


def partner_viewer(actor: Actor, grant_id: str | uuid.UUID, *, shared: bool = True) -> Viewer:
    """Somebody of an organisation that acts for the resident and with which they share the plan, or 404. Not `shared`:
    also before the resident's yes to that.
    """
    organisation = partner_of(actor)
    grant = grant_to(actor, grant_id)
    if organisation is None or Scope.VIEW_CLAIMS not in grant.scopes:
        raise Http404
    share = shares_in_force(grant.resident).filter(organisation=organisation).first()
    if share is None and shared:
        raise Http404
    return Viewer(Party(ORGANISATION, organisation.pk), grant.resident, grant=grant, share=share)


def council_viewer(actor: Actor, resident_id: str | uuid.UUID) -> Viewer:
    """Staff of the council before somebody's plan. Raises Http404, PermissionDenied."""
    require(actor, Permission.CLAIM_VIEW)
    return Viewer(Party(COUNCIL), person_by_id(resident_id), works=actor.may(Permission.CLAIM_PROGRESS))


def person_by_id(resident_id: str | uuid.UUID) -> Resident:
    """The record with this id, not one that became part of another, or 404. The caller has asked who asks."""
    found = Resident.objects.select_related("user").filter(public_id=resident_id, joined_into=None).first()
    if found is None:
        raise Http404
    return found


def partner_of(actor: Actor) -> Organisation | None:
    """The organisation for which the actor works with people, under an agreement; None for everybody else."""
    membership = actor.membership
    if membership is None or not actor.is_staff or not actor.is_under_agreement:
        return None
    return membership.organisation if set(membership.roles) & set(PARTNER_ROLES) else None


def sender_viewer(actor: Actor, grant_id: str | uuid.UUID) -> Viewer:
    """Somebody of an organisation that acts for a person, whether or not the plan is shared with it, or 404."""
    return partner_viewer(actor, grant_id, shared=False)


def desk_of(actor: Actor, *, to_act: bool = False) -> Party:
    """For whom somebody at work sees hand-overs: council or organisation. Raises Http404, PermissionDenied."""
    organisation = partner_of(actor)
    if organisation is not None:
        return Party(ORGANISATION, organisation.pk)
    require(actor, Permission.CLAIM_VIEW)
    if to_act and not actor.may(Permission.CLAIM_PROGRESS):
        raise PermissionDenied
    return Party(COUNCIL)


def people_of(party: Party) -> QuerySet[Membership]:
    """Who works with people at the council or an organisation, by name; nobody for the resident."""
    if party.kind == RESIDENT:
        return Membership.objects.none()
    there = Membership.objects.filter(
        organisation=party.organisation, is_active=True, roles__overlap=WORKING_ROLES[party.kind]
    )
    return there.order_by("display_name", "pk")


def people_of_partners(organisations: Iterable[Organisation]) -> QuerySet[Membership]:
    """Who works with people at any of these organisations, by name."""
    roles = WORKING_ROLES[ORGANISATION]
    there = Membership.objects.filter(organisation__in=organisations, is_active=True, roles__overlap=roles)
    return there.order_by("display_name", "pk")


def partners() -> list[Organisation]:
    """Every organisation with an agreement today, by name."""
    today = timezone.localdate()
    return [each for each in Organisation.objects.order_by("name", "pk") if each.has_agreement(today)]
