"""What was written down when a record was made, for the adviser who acts by it, the council and the person."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Resident
from accounts.permissions import Permission, require
from accounts.readers import in_force
from advocates.models import ConsentPaper, PossibleDuplicate, Registration, TakeOverCode
from advocates.readers.grants import grant_to, lasting
from claims.readers.claims import claim_summaries, claims_for
from core.crypto import decrypt, encrypt

# How long after the last consent ended a record without an account, and what was begun in it, is still kept.
KEPT_DAYS = 180
SHOWN = 200


@dataclass(frozen=True)
class WrittenDown:
    """What a registration keeps encrypted. `words`: the consent, a paragraph each; `kept_at`: where the paper is;
    `proven`: the contact to which the code of their yes went.
    """

    words: tuple[str, ...]
    address: str = ""
    nino: str = ""
    kept_at: str = ""
    witness: str = ""
    proven: str = ""


def encrypted_down(row: Registration, said: WrittenDown) -> bytes:
    """As it is stored with that row."""
    return encrypt({**said.__dict__, "words": list(said.words)}, context=row.context)


def written_down(row: Registration) -> WrittenDown:
    """As it was given."""
    said: dict[str, Any] = decrypt(row.secret, context=row.context)
    return WrittenDown(**{**said, "words": tuple(said["words"])})


def registration_to(actor: Actor, grant_id: str | uuid.UUID) -> Registration:
    """The registration from which this actor's grant comes, while that is in force. Raises Http404, PermissionDenied
    for whoever makes no records.
    """
    require(actor, Permission.PERSON_REGISTER)
    grant = grant_to(actor, grant_id)
    found = Registration.objects.select_related("resident", "organisation", "registered_by", "delegation")
    row = found.filter(delegation=grant).first()
    if row is None:
        raise Http404
    return row


def proven_contacts(resident: Resident) -> frozenset[str]:
    """The contacts in somebody's record that they proved by the code with which they said yes to its being made."""
    by_code = Registration.objects.filter(resident=resident, kind=Registration.Kind.BY_CODE)
    return frozenset(written_down(each).proven for each in by_code) & {resident.email, resident.phone} - {""}


def registered_by_grant(grant: Delegation) -> Registration | None:
    """The same of a grant that the caller may see, or None."""
    return Registration.objects.filter(delegation=grant).defer("secret").first()


def paper_of(registration: Registration) -> ConsentPaper | None:
    """The signed form, where a photo of it was kept. The caller may see the registration."""
    return ConsentPaper.objects.filter(registration=registration).first()


def has_paper(registration: Registration) -> bool:
    """Whether there is one."""
    return ConsentPaper.objects.filter(registration=registration).exists()


def open_code_of(registration: Registration) -> TakeOverCode | None:
    """The code that works now."""
    codes = TakeOverCode.objects.filter(resident=registration.resident_id, used_at=None, ended_at=None)
    return codes.filter(expires_at__gt=timezone.now(), tries_left__gt=0).first()


def without_account() -> QuerySet[Registration]:
    """Registrations of records that nobody has in an account."""
    waiting = Registration.objects.filter(resident__user=None, resident__joined_into=None)
    return waiting.select_related("resident", "organisation", "delegation").defer("secret")


def looked_after(actor: Actor) -> list[Registration]:
    """Those for which somebody acts by their consent, the newest first. Raises Http404, PermissionDenied."""
    require(actor, Permission.PERSON_LOOK_AFTER)
    return list(without_account().filter(_is_helped(timezone.localdate()))[:SHOWN])


def not_looked_after(actor: Actor) -> list[Registration]:
    """Those for which nobody acts any more: every consent ended. Raises Http404, PermissionDenied."""
    require(actor, Permission.PERSON_LOOK_AFTER)
    return list(without_account().exclude(_is_helped(timezone.localdate()))[:SHOWN])


def registration_for_council(actor: Actor, public_id: str | uuid.UUID) -> Registration:
    """One of these. Raises Http404, PermissionDenied."""
    require(actor, Permission.PERSON_LOOK_AFTER)
    found = without_account().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def open_duplicates(actor: Actor) -> list[PossibleDuplicate]:
    """Those that nobody has settled, the oldest first. Raises Http404, PermissionDenied."""
    require(actor, Permission.PERSON_LOOK_AFTER)
    return list(_duplicates().filter(state=PossibleDuplicate.State.OPEN)[:SHOWN])


def open_duplicate(actor: Actor, public_id: str | uuid.UUID) -> PossibleDuplicate:
    """One of these. Raises Http404, PermissionDenied."""
    require(actor, Permission.PERSON_LOOK_AFTER)
    found = _duplicates().filter(public_id=public_id, state=PossibleDuplicate.State.OPEN).first()
    if found is None:
        raise Http404
    return found


def _duplicates() -> QuerySet[PossibleDuplicate]:
    related = ("registration__resident", "registration__organisation", "other")
    return PossibleDuplicate.objects.select_related(*related).defer("registration__secret")


def taken_over_by(actor: Actor) -> list[Registration]:
    """The registrations of what is now this person's own record."""
    if actor.user is None or actor.resident is None:
        return []
    mine = Registration.objects.filter(resident=actor.resident, taken_over_at__isnull=False)
    return list(mine.select_related("organisation", "registered_by", "delegation").defer("secret"))


def claims_taken_over(actor: Actor) -> list[dict[str, Any]]:
    """The claims and drafts in this person's own record, the newest first, as `claim_summaries` has them."""
    return claim_summaries(claims_for(actor).filter(resident=actor.resident).order_by("-started_at"))


def _is_helped(today: dt.date) -> Exists:
    return Exists(in_force(today).filter(resident=OuterRef("resident")))


def still_kept() -> Q:
    """Of a draft, or of anything else with a `resident`: nobody can be written to about it, it is in a record that an
    adviser made, and the person's consent goes on or ended within KEPT_DAYS.
    """
    goes_on = _consents_lately().filter(resident=OuterRef("resident"))
    return Q(Exists(goes_on), resident__user=None, resident__email="", resident__phone="")


def is_kept(resident_id: int) -> bool:
    """Whether a record was made by an adviser and the person's consent goes on, or ended within KEPT_DAYS."""
    return _consents_lately().filter(resident=resident_id).exists()


def left_records() -> QuerySet[Registration]:
    """Registrations of records without an account of which `is_kept` is not true any more."""
    return without_account().exclude(Exists(_consents_lately().filter(resident=OuterRef("resident"))))


def _consents_lately() -> QuerySet[Delegation]:
    """Of records that an adviser made: by whomever they act, also after a transfer."""
    since = Now() - dt.timedelta(days=KEPT_DAYS)
    was_made = Exists(Registration.objects.filter(resident=OuterRef("resident")))
    consents = lasting(Delegation.objects.filter(was_made, basis__in=Delegation.CONSENTS, ends_on__gte=since))
    return consents.filter(Q(revoked_at__isnull=True) | Q(revoked_at__gte=since))
