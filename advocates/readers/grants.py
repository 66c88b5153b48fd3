"""Who may act for whom, as either of the two sees it."""

from __future__ import annotations

import uuid

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Membership, Resident
from accounts.permissions import Scope
from accounts.readers import helper_of, in_force
from advocates.models import Invitation

# Grants that live help makes while two people talk: they are not somebody's who acts for a person.
OF_LIVE_HELP = [Scope.VIEW_SHARED_FORM, Scope.FILL_SHARED_FORM]
_LAST_LAST = F("ends_on").asc(nulls_last=True)


def _lasting(grants: QuerySet[Delegation]) -> QuerySet[Delegation]:
    return grants.exclude(scopes__overlap=OF_LIVE_HELP)


def own_grants(actor: Actor) -> QuerySet[Delegation]:
    """Those that this resident's record has in force, the first to end first."""
    if actor.user is None or actor.resident is None:
        return Delegation.objects.none()
    of_them = _lasting(in_force(timezone.localdate())).filter(resident=actor.resident)
    return of_them.select_related("organisation").order_by(_LAST_LAST, "pk")


def ended_grants(actor: Actor) -> QuerySet[Delegation]:
    """Those of this resident that do not count any more, the last to end first."""
    if actor.user is None or actor.resident is None:
        return Delegation.objects.none()
    over = Q(revoked_at__isnull=False) | Q(ends_on__lt=timezone.localdate())
    of_them = _lasting(Delegation.objects.filter(over, resident=actor.resident))
    return of_them.select_related("organisation").order_by(F("revoked_at").desc(nulls_last=True), "-ends_on", "-pk")


def own_grant(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """One grant in force of this resident's, or 404."""
    found = own_grants(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def grants_to(actor: Actor) -> QuerySet[Delegation]:
    """Those in force by which this actor acts for others, personally or through their organisation, by name."""
    if actor.user is None:
        return Delegation.objects.none()
    helper = helper_of(actor)
    theirs = Q(helper=helper["helper"])
    if helper["organisation"]:
        theirs |= Q(organisation=helper["organisation"])
    given = _lasting(in_force(timezone.localdate())).filter(theirs)
    return given.select_related("resident").order_by("resident__name", _LAST_LAST, "pk")


def grant_to(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """One grant by which this actor acts for somebody now, or 404."""
    found = grants_to(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def names_of_helpers(grants: list[Delegation]) -> dict[int, str]:
    """By the key of a grant: what the resident called the person in the invitation, or their organisation, or their
    own name, or "". Three queries at most.
    """
    users = [grant.helper_id for grant in grants if grant.helper_id]
    own = dict(Resident.objects.filter(user__in=users).order_by("pk").values_list("user", "name")) if users else {}
    staff = Membership.objects.filter(user__in=users).order_by("pk").values_list("user", "display_name")
    own |= dict(staff) if users else {}
    called = dict(Invitation.objects.filter(delegation__in=grants).values_list("delegation", "name")) if grants else {}
    return {
        grant.pk: called.get(grant.pk)
        or (grant.organisation.name if grant.organisation_id else own.get(grant.helper_id, ""))
        for grant in grants
    }
