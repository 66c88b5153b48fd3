"""Who may act for whom, as either of the two sees it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import AuditEvent, Delegation, Membership, Resident
from accounts.permissions import Permission, Scope
from accounts.readers import given_to, helper_of, in_force
from advocates.models import Invitation
from advocates.rules.ending import RENEWED_FOR
from claims.models import Claim

# Grants that live help makes while two people talk: they are not somebody's who acts for a person.
OF_LIVE_HELP = [Scope.VIEW_SHARED_FORM, Scope.FILL_SHARED_FORM]
ACTS_SHOWN = 10
SENT = "claims.claim.submitted"
_LAST_LAST = F("ends_on").asc(nulls_last=True)


def lasting(grants: QuerySet[Delegation]) -> QuerySet[Delegation]:
    """Without those of live help."""
    return grants.exclude(scopes__overlap=OF_LIVE_HELP)


def own_grants(actor: Actor) -> QuerySet[Delegation]:
    """Those that this resident's record has in force, the first to end first."""
    if actor.user is None or actor.resident is None:
        return Delegation.objects.none()
    of_them = lasting(in_force(timezone.localdate())).filter(resident=actor.resident)
    return of_them.select_related("organisation", "renewed_by").order_by(_LAST_LAST, "pk")


def ended_grants(actor: Actor) -> QuerySet[Delegation]:
    """Those of this resident that do not count any more, the last to end first."""
    if actor.user is None or actor.resident is None:
        return Delegation.objects.none()
    over = Q(revoked_at__isnull=False) | Q(ends_on__lt=timezone.localdate())
    of_them = lasting(Delegation.objects.filter(over, resident=actor.resident))
    return of_them.select_related("organisation").order_by(F("revoked_at").desc(nulls_last=True), "-ends_on", "-pk")


def own_grant(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """One grant in force of this resident's, or 404."""
    found = own_grants(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def any_own_grant(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """One grant of this resident's, in force, over or still to come, or 404."""
    if actor.user is None or actor.resident is None:
        raise Http404
    of_them = lasting(Delegation.objects.filter(resident=actor.resident, public_id=public_id))
    found = of_them.select_related("organisation", "renewed_by").first()
    if found is None:
        raise Http404
    return found


def own_consent(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """One in force that this resident agreed to, so that they say what it covers and end it; or 404."""
    found = own_grant(actor, public_id)
    if found.basis not in Delegation.CONSENTS:
        raise Http404
    return found


def changeable_grant(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """One in force of which this resident can change what it allows, or 404."""
    works_here = Membership.objects.filter(user=OuterRef("helper"))
    consents = own_grants(actor).filter(~Exists(works_here), basis__in=Delegation.CONSENTS)
    found = consents.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def can_be_changed(grant: Delegation) -> bool:
    """Whether the resident alone can let it allow more or less: a consent, and not to one of the council's own people,
    whose leave ends with their work.
    """
    if grant.basis not in Delegation.CONSENTS:
        return False
    return grant.helper_id is None or not Membership.objects.filter(user=grant.helper_id).exists()


def renewable_grant(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """One that this resident can renew, or 404."""
    found = any_own_grant(actor, public_id)
    if not can_be_renewed(found, timezone.localdate()):
        raise Http404
    return found


def last_day_given(grant: Delegation) -> dt.date | None:
    """The last day of a grant, and of what goes on where it ends."""
    return (grant.renewed_by or grant).ends_on


def consents_of(resident: Resident) -> QuerySet[Delegation]:
    """Those in force that a person agreed to, for staff who may see this person."""
    of_them = lasting(in_force(timezone.localdate())).filter(resident=resident, basis__in=Delegation.CONSENTS)
    return of_them.select_related("organisation").order_by("pk")


def passable_grant(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """A consent in force that the actor may ask to have transferred, or 404: one they act under themselves, or any for
    staff who work on claims.
    """
    if actor.user is None:
        raise Http404
    consents = lasting(in_force(timezone.localdate())).filter(public_id=public_id, basis__in=Delegation.CONSENTS)
    if not actor.may(Permission.CLAIM_PROGRESS):
        consents = consents.filter(given_to(**helper_of(actor)))
    found = consents.select_related("resident", "organisation").first()
    if found is None:
        raise Http404
    return found


def can_be_renewed(grant: Delegation, today: dt.date) -> bool:
    """Whether the resident alone can let it go on: what they agreed to, that nobody ended, and that has begun."""
    if grant.basis not in Delegation.CONSENTS or grant.revoked_at is not None or grant.renewed_by_id is not None:
        return False
    return grant.starts_on <= today <= grant.ends_on + dt.timedelta(days=RENEWED_FOR)


def ended_quietly(resident: Resident, actor: Actor) -> QuerySet[Delegation]:
    """Those of a person's that were ended without the helper's knowing, the last first; for staff who may see this
    person. Never those that were the reader's own or their organisation's.
    """
    of_them = lasting(Delegation.objects.filter(resident=resident, ended_quietly=True))
    return of_them.exclude(given_to(**helper_of(actor))).select_related("organisation").order_by("-revoked_at", "-pk")


def last_acts(grant: Delegation) -> QuerySet[AuditEvent]:
    """What was done by a grant that the caller may read, the last first."""
    done = AuditEvent.objects.filter(resident=grant.resident_id, delegation=grant)
    return done.select_related("delegation").order_by("-number")[:ACTS_SHOWN]


def sending_for(claim: Claim) -> AuditEvent | None:
    """How somebody sent a claim for whoever it is of, or None. The caller may read the claim."""
    of_person = Q(resident=claim.resident_id) | Q(resident__joined_into=claim.resident_id)
    sent = AuditEvent.objects.filter(of_person, code=SENT, subject=claim.reference, delegation__isnull=False)
    return sent.select_related("delegation").order_by("number").first()


def grants_to(actor: Actor) -> QuerySet[Delegation]:
    """Those in force by which this actor acts for others, personally or through their organisation, by name."""
    if actor.user is None:
        return Delegation.objects.none()
    given = lasting(in_force(timezone.localdate())).filter(given_to(**helper_of(actor)))
    return given.select_related("resident").order_by("resident__name", _LAST_LAST, "pk")


def grant_to(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """One grant by which this actor acts for somebody now, or 404."""
    found = grants_to(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def may_give_up(actor: Actor, grant: Delegation) -> bool:
    """Whether the actor, who acts by this grant, says for its holder that they act no more: of an organisation, whoever
    manages its cases does.
    """
    return grant.helper_id == actor.user.pk if grant.organisation_id is None else actor.may(Permission.CASE_MANAGE)


def with_names(grants: QuerySet[Delegation]) -> QuerySet[Delegation]:
    """Each with `helper_name`: what the resident called the person in the invitation, or their organisation, or their
    own name, at work first, or "".
    """
    # There is one of each at most.
    called = Invitation.objects.filter(delegation=OuterRef("pk")).order_by().values("name")
    at_work = Membership.objects.filter(user=OuterRef("helper")).order_by().values("display_name")
    own = Resident.objects.filter(user=OuterRef("helper")).order_by().values("name")
    return grants.annotate(
        helper_name=Coalesce(
            NullIf(Subquery(called), Value("")), "organisation__name", Subquery(at_work), Subquery(own), Value(""),
        )
    )  # fmt: skip


def names_of_helpers(grants: list[Delegation]) -> dict[int, str]:
    """The names of helpers by the keys of grants, as `with_names` gives them. One query, none for nobody."""
    if not grants:
        return {}
    named = with_names(Delegation.objects.filter(pk__in=[grant.pk for grant in grants])).order_by()
    return dict(named.values_list("pk", "helper_name"))


def names_of_people(grant: Delegation) -> list[str]:
    """The people of an organisation whom a grant names, by name; nobody, when it is for whoever works there."""
    if not grant.named:
        return []
    people = Membership.objects.filter(pk__in=grant.named, organisation=grant.organisation_id)
    return list(people.order_by("display_name", "pk").values_list("display_name", flat=True))
