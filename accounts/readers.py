"""Reads about people and permission."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import AuditEvent, Consent, Council, Delegation, Membership, Resident, User
from core.rows import only_row


def council_for_host(host: str) -> Council | None:
    """The council, open or closed, that answers on this host name (without port)."""
    return only_row(Council.objects.filter(host=host.lower()))


def councils() -> QuerySet[Council]:
    """Every open council; public."""
    return Council.objects.filter(closed_at__isnull=True)


def councils_and_closed_ones() -> QuerySet[Council]:
    """Every council: what was promised before one closed is still done, and what is kept too long is still deleted."""
    return Council.objects.all()


def council_ids() -> list[int]:
    """The keys of every council, closed ones too, for due work that is done in all of them."""
    return list(councils_and_closed_ones().order_by("pk").values_list("pk", flat=True))


def council_by_id(council_id: int) -> Council:
    """One council, closed or not, for work that was due before it closed. Raises Council.DoesNotExist."""
    return councils_and_closed_ones().get(pk=council_id)


def membership_of(user: User) -> Membership | None:
    """The user's active role in the current council.

    Who never worked for any council is not looked for: every page of every resident would pay for it.
    """
    if not user.is_staff:
        return None
    return only_row(Membership.objects.filter(user=user, is_active=True).select_related("organisation"))


def user_by_contact(channel: str, contact: str) -> User | None:
    """The user with this e-mail address ("email", in any case) or phone in E.164 form ("sms"), at any council."""
    if channel == "sms":
        return User.objects.filter(phone=contact).first()
    # lower() as in the unique index; `__iexact` would read every row.
    return User.objects.alias(address=Lower("email")).filter(address=contact.lower()).first()


def resident_of(user: User) -> Resident | None:
    """The user's own record in the current council."""
    return only_row(Resident.objects.filter(user=user))


def resident_by_public_id(public_id: str) -> Resident | None:
    """A visitor's record by the id kept in their session; never one that belongs to an account."""
    return only_row(Resident.objects.filter(public_id=public_id, user__isnull=True))


def grants_for(actor: Actor, scope: str, *, today: dt.date | None = None) -> QuerySet[Delegation]:
    """The delegations in force that let this actor do `scope` for somebody, personally or through an organisation."""
    today = today or timezone.localdate()
    if actor.user is None:
        return Delegation.objects.none()
    helper = Q(helper=actor.user)
    if actor.is_staff and actor.membership.organisation_id:
        helper |= Q(organisation=actor.membership.organisation)
    return Delegation.objects.filter(
        helper, scopes__contains=[scope], starts_on__lte=today, ends_on__gte=today, revoked_at__isnull=True
    )


def grant_for(actor: Actor, resident_id: int, scope: str, *, lock: bool = False) -> Delegation | None:
    """The grant by which this actor may do `scope` for this resident.

    `lock=True` inside a writing transaction: a revocation that commits first wins, one that comes later waits.
    """
    grants = grants_for(actor, scope).filter(resident_id=resident_id)
    if lock:
        grants = grants.select_for_update(of=("self",))
    return grants.first()


def has_consented(resident_id: int, purpose: str) -> bool:
    """Whether the resident agreed to this purpose and has not taken it back. The caller may read their record."""
    return Consent.objects.filter(resident_id=resident_id, purpose=purpose, withdrawn_at__isnull=True).exists()


def may_have_password(actor: Actor) -> bool:
    """Whether the account page offers a password: with an e-mail address, and for staff only in a full session.

    A code sent by e-mail must not be enough to give a member of staff a new password.
    """
    if actor.user is None or not actor.user.email:
        return False
    # `is_staff` is kept on the account: another council's staff sign in here by code as well.
    staff = actor.membership is not None or actor.user.is_staff or actor.user.is_superuser
    return actor.second_factor if staff else True


def audit_trail_for(actor: Actor) -> QuerySet[AuditEvent]:
    """The events about the actor's own record, newest first."""
    if actor.resident is None:
        return AuditEvent.objects.none()
    events = AuditEvent.objects.filter(resident=actor.resident)
    return events.select_related("delegation").order_by("-number")
