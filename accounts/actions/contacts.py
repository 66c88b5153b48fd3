"""Changing or adding an e-mail address or a phone by a code to the new one; joining two accounts of one person."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from accounts import audit
from accounts.actions.taking_over import join_records, settle_record
from accounts.actors import Actor
from accounts.models import Council, Delegation, Resident, SignInCode, User
from accounts.readers import may_change_contacts, may_join, user_by_contact
from accounts.signals import contact_changed
from core.tenancy import council_scope

EMAIL, PHONE = "email", "phone"


class BelongsToAnother(Exception):
    """Another account has this contact. `may_join`: the person, who has just proven it, may join the two."""

    def __init__(self, may_join: bool):
        super().__init__("another account has this contact")
        self.may_join = may_join


def field_of(channel: str) -> str:
    """The field of an account and of a record that holds this channel's contact."""
    return EMAIL if channel == "email" else PHONE


@transaction.atomic
def change_contact(*, proof: SignInCode, by: Actor) -> None:
    """Make a proven contact the acting person's in every council, and send a notice of it to an earlier contact.

    The notice goes to the contact that is replaced, or to the person's other one when none is. Forms that were sent
    with the new contact in them become theirs, as at sign-in. Raises BelongsToAnother, Http404.
    """
    _check(proof, by)
    other = user_by_contact(proof.channel, proof.contact)
    if other is not None and other.pk != by.user.pk:
        raise BelongsToAnother(may_join(other))
    _set_contact(proof.channel, proof.contact, by)
    settle_record(left_behind="", by=_fresh(by))


@transaction.atomic
def join_accounts(*, proof: SignInCode, by: Actor) -> None:
    """Join the account that has this proven contact into the acting person's, in every council: they are one person's.

    Its contacts that the person has none of go over; nobody signs in with it any more. Raises Http404.
    """
    _check(proof, by)
    other = user_by_contact(proof.channel, proof.contact)
    if other is None or other.pk == by.user.pk or not may_join(other):
        raise Http404
    locked = {user.pk: user for user in User.objects.select_for_update().filter(pk__in=[by.user.pk, other.pk])}
    other = locked[other.pk]
    kept = {"email": other.email, "phone": other.phone}
    other.email, other.phone, other.is_active = None, None, False
    other.session_number += 1
    other.set_unusable_password()
    other.save()
    # Councils do not see each other's rows: each one's are moved in its own scope, all in this transaction.
    for council in Council.objects.order_by("pk"):
        with council_scope(council.pk):
            _join_here(other, Actor(council, by.user, Resident.objects.filter(user=by.user).first()))
    _set_contact(proof.channel, proof.contact, by)
    for field, contact in kept.items():
        if contact and not getattr(User.objects.get(pk=by.user.pk), field):
            User.objects.filter(pk=by.user.pk).update(**{field: contact})
    audit.record("accounts.accounts.joined", by=by, resident=by.resident)


def _check(proof: SignInCode, by: Actor) -> None:
    entered = SignInCode.objects.filter(pk=proof.pk, used_at__isnull=False)
    if not may_change_contacts(by) or not entered.exists():
        raise Http404


def _join_here(other: User, by: Actor) -> None:
    Delegation.objects.filter(helper=other).update(helper=by.user)
    theirs = Resident.objects.filter(user=other).first()
    if theirs is not None and by.resident is not None:
        join_records(source=theirs, target=by.resident, by=by)
    elif theirs is not None:
        Resident.objects.filter(pk=theirs.pk).update(user=by.user)


def _set_contact(channel: str, contact: str, by: Actor) -> None:
    field = field_of(channel)
    user = User.objects.select_for_update().get(pk=by.user.pk)
    before = getattr(user, field) or ""
    setattr(user, field, contact)
    user.save(update_fields=[field])
    setattr(by.user, field, contact)
    for council in Council.objects.order_by("pk"):
        with council_scope(council.pk):
            Resident.objects.filter(user=user, **{field: before}).update(**{field: contact})
    resident = Resident.objects.select_for_update().get(pk=by.resident.pk)
    setattr(resident, field, contact)
    # The code arrived there.
    resident.bounced = [each for each in resident.bounced if each != contact.lower()]
    resident.save(update_fields=[field, "bounced"])
    audit.record("accounts.contact.changed", by=by, resident=resident, detail={"contact": field})
    if before != contact:
        contact_changed.send(sender=Resident, resident=resident, channel=channel, before=before, by=by)


def _fresh(by: Actor) -> Actor:
    return Actor(by.council, User.objects.get(pk=by.user.pk), Resident.objects.get(pk=by.resident.pk))
