"""A code for a record that an adviser made, and the person who puts it into their own account by it."""

from __future__ import annotations

import datetime as dt
import uuid
from enum import Enum

from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import audit
from accounts.actions.taking_over import join_records
from accounts.actors import Actor
from accounts.holdings import held_in
from accounts.models import Delegation, Resident
from accounts.readers import contacts_of
from accounts.rules.names import may_be_one_person
from advocates.models import TakeOverCode
from advocates.registering.actions.guessing import OF_ONE_CODE, check_wait, note_mistake
from advocates.registering.readers.registered import registration_for_council, registration_to
from advocates.registering.rules import grouped, new_code
from notifications.actions import notify

# How long a code works: a letter takes its time, and so may the person.
LASTS = dt.timedelta(days=14)
# Drawing a code that there was before is rare; so often in a row it does not happen.
DRAWS = 5


class Outcome(Enum):
    """What came of a code that was typed."""

    TAKEN = "taken"
    # The account has the record already: a second press.
    HAD = "had"
    # Of nothing, over, used, or the date of birth is another: nothing tells which.
    WRONG = "wrong"
    # The name or the date of birth in the account is another person's.
    SOMEBODY_ELSE = "somebody_else"


@transaction.atomic
def make_code(*, grant_id: str | uuid.UUID, by: Actor) -> str:
    """A code for the record of the person for whom this adviser acts, as it is printed. Raises Http404,
    PermissionDenied.
    """
    registration = registration_to(by, grant_id)
    grant = Delegation.objects.select_for_update(of=("self",)).get(pk=registration.delegation_id)
    # It may have ended while the lock was waited for.
    if not grant.is_in_force(timezone.localdate()):
        raise Http404
    return _make(registration.resident, by)


def make_code_at_desk(*, public_id: str | uuid.UUID, by: Actor) -> str:
    """The same for somebody who looks after records at the council, by the registration."""
    return _make(registration_for_council(by, public_id).resident, by)


@transaction.atomic
def _make(found: Resident, by: Actor) -> str:
    free = Resident.objects.select_for_update(no_key=True).filter(user__isnull=True, joined_into__isnull=True)
    resident = free.filter(pk=found.pk).first()
    if resident is None:
        raise Http404
    now = timezone.now()
    _open_codes(resident).update(ended_at=now)
    code = _drawn(resident, now, by)
    audit.record("advocates.take_over_code.made", by=by, resident=resident)
    address = by.council.url_of(reverse("registering:take_over"))
    # Nothing in it says what it is for.
    context = {"url": address, "code": grouped(code), "days": str(LASTS.days)}
    notify(resident=resident, template="take_over_code", context=context, by=by)
    return grouped(code)


def _drawn(resident: Resident, now: dt.datetime, by: Actor) -> str:
    for _draw in range(DRAWS):
        code = new_code()
        try:
            with transaction.atomic():
                TakeOverCode.objects.create(
                    resident=resident, made_by=by.membership, code_hash=_hash(code, by), tries_left=OF_ONE_CODE,
                    made_at=now, expires_at=now + LASTS,
                )  # fmt: skip
        except IntegrityError:
            continue
        return code
    raise RuntimeError("no code is free")


def _open_codes(resident: Resident):
    return TakeOverCode.objects.filter(resident=resident, used_at__isnull=True, ended_at__isnull=True)


def _hash(code: str, by: Actor) -> str:
    return salted_hmac("advocates.take_over", f"{by.council.pk}:{code}", algorithm="sha256").hexdigest()


def take_over(*, code: str, born_on: dt.date, by: Actor) -> Outcome:
    """Put the record of this code and date of birth into the actor's own, everything or nothing.

    Who may act for the person goes on where the account held nothing yet: they were asked for all that there was. Where
    it did, that ends. Raises WaitBeforeTyping, Http404 for whoever has no record of their own.
    """
    if by.user is None or by.resident is None:
        raise Http404
    check_wait(by)
    outcome = _take(_hash(code, by), born_on, by)
    if outcome is Outcome.WRONG:
        note_mistake(by)
    return outcome


@transaction.atomic
def _take(code_hash: str, born_on: dt.date, by: Actor) -> Outcome:
    found = TakeOverCode.objects.filter(code_hash=code_hash).first()
    if found is None:
        return Outcome.WRONG
    # Records before codes, as by whoever joins records.
    both = Resident.objects.select_for_update(no_key=True).filter(pk__in=[found.resident_id, by.resident.pk])
    people = {row.pk: row for row in both.order_by("pk")}
    row = TakeOverCode.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=found.pk)
    mine, record = people[by.resident.pk], people.get(row.resident_id)
    if row.used_at is not None and row.resident_id == mine.pk:
        return Outcome.HAD
    # Whoever made the code was told it for somebody else.
    if record is None or not _works(row, record) or row.made_by.user_id == by.user.pk:
        return Outcome.WRONG
    if record.born_on != born_on:
        row.tries_left -= 1
        row.save(update_fields=["tries_left"])
        return Outcome.WRONG
    if not may_be_one_person(mine.name, mine.born_on, record.name, record.born_on):
        return Outcome.SOMEBODY_ELSE
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    _put_into(mine, record, by)
    return Outcome.TAKEN


def _works(row: TakeOverCode, record: Resident) -> bool:
    is_open = row.used_at is None and row.ended_at is None and row.tries_left > 0 and row.expires_at > timezone.now()
    return is_open and record.user_id is None and record.joined_into_id is None


def _put_into(mine: Resident, record: Resident, by: Actor) -> None:
    kept: list[int] = []
    if not held_in(mine):
        kept = list(Delegation.objects.filter(resident=record).values_list("pk", flat=True))
    join_records(source=record, target=mine, by=by, proven=contacts_of(by.user), grants_kept=kept)
    audit.record("advocates.person.took_over", by=by, resident=mine, detail={"grants_kept": len(kept)})
