"""An admin changes what somebody works as, or lets them go."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.actions.staff import end_work, locked, take_back_open
from accounts.actors import Actor
from accounts.history import keep_change
from accounts.models import Membership
from accounts.permissions import Role
from accounts.signals import work_changed
from accounts.staffing.readers import admins, person_for, roles_within


class OwnWork(Exception):
    """Nobody changes their own roles, or ends their own work: another admin does. Nothing changed."""


class LastAdmin(Exception):
    """The council would be left without an admin. Nothing changed."""


@transaction.atomic
def change_person(*, membership_id: int, display_name: str, roles: Sequence[str], by: Actor) -> None:
    """Give somebody another name or other roles; what they had in hand in a role that they lose is for others.

    Raises OwnWork, LastAdmin, PermissionDenied for roles that are not those of where they work, Http404.
    """
    person = _held(person_for(by, membership_id).pk)
    before, after = set(person.roles), set(roles)
    if not person.is_active or not after or not after <= set(roles_within(person.organisation)):
        raise PermissionDenied
    if before != after:
        _refuse_own(person, by)
        if Role.ADMIN in before - after:
            _refuse_last_admin(person)
    person.display_name, person.roles = display_name, sorted(after)
    person.save(update_fields=["display_name", "roles"])
    if before != after:
        work_changed.send(sender=Membership, membership=person, by=by)
        if before - after:
            take_back_open(person)
    keep_change(
        "accounts.people", before={"roles": sorted(before)}, after={"roles": person.roles}, subject=str(person.pk),
        name=display_name, by=by,
    )  # fmt: skip
    detail = {"before": sorted(before), "roles": person.roles}
    audit.record("accounts.staff.changed", by=by, subject=f"membership {person.pk}", detail=detail)


@transaction.atomic
def end_work_of(*, membership_id: int, by: Actor) -> None:
    """Somebody does not work here any more, at once everywhere. Raises OwnWork, LastAdmin, Http404."""
    person = _held(person_for(by, membership_id).pk)
    _refuse_own(person, by)
    if not person.is_active:
        return
    if Role.ADMIN in person.roles:
        _refuse_last_admin(person)
    end_work(person, by)
    keep_change(
        "accounts.people", before={"roles": person.roles}, after=None, subject=str(person.pk), name=person.display_name,
        by=by,
    )  # fmt: skip


def _held(key: int) -> Membership:
    """The membership, locked after those of all admins: two who would each leave the other the last one meet here."""
    list(admins().select_for_update(of=("self",), no_key=True))
    return locked(Membership.objects.filter(pk=key).select_related("organisation"))


def _refuse_own(person: Membership, by: Actor) -> None:
    if by.user is not None and person.user_id == by.user.pk:
        raise OwnWork


def _refuse_last_admin(person: Membership) -> None:
    if not admins().exclude(pk=person.pk).exists():
        raise LastAdmin
