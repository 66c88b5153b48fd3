"""Records of the council that may be of the same person as one that is about to be made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from accounts.actors import Actor
from accounts.models import Delegation, Resident
from accounts.permissions import Permission, require
from accounts.rules.names import folded, names_agree
from advocates.models import Registration
from advocates.readers.grants import grants_to
from claims.models import Claim, SearchTerm, Submission
from claims.readers.searching import claims_with, keyed_nino
from core.rules.postcodes import compact

# What two records have in common.
NAME_AND_BIRTH, NAME_AND_POSTCODE, NINO = "name_and_birth", "name_and_postcode", "ni_number"
# So many of one kind are looked at.
MOST = 100


@dataclass(frozen=True)
class Sought:
    """Whom a record is about to be made of; `postcode` as "AB1 2DE", `nino` as "AB123456C", each "" for not known."""

    name: str
    born_on: dt.date
    postcode: str = ""
    nino: str = ""


@dataclass(frozen=True)
class LookAlike:
    """A record, what it has in common with somebody, and the reference of its newest sent claim, or ""."""

    resident: Resident
    common: tuple[str, ...]
    reference: str


def records_like(sought: Sought) -> dict[int, tuple[str, ...]]:
    """By the key of a record, what it has in common. It asks the same of the database whether there is one or not.

    For actions: whoever shows it asks for permission first.
    """
    found: dict[int, set[str]] = {}
    for common, people in (
        (NAME_AND_BIRTH, _born_with(sought)),
        (NAME_AND_POSTCODE, _living_with(sought)),
        (NINO, _numbered(sought)),
    ):
        for resident, name in people:
            if common == NINO or _same_name(name, sought.name):
                found.setdefault(resident, set()).add(common)
    # Asked also where nothing was found.
    lasting = dict(Resident.objects.filter(pk__in=[*found, 0]).values_list("pk", "joined_into"))
    by_record: dict[int, set[str]] = {}
    for resident, common in found.items():
        by_record.setdefault(lasting.get(resident) or resident, set()).update(common)
    return {resident: tuple(sorted(common)) for resident, common in sorted(by_record.items())}


def _same_name(one: str, other: str) -> bool:
    return bool(folded(one)) and names_agree(one, other)


def _born_with(sought: Sought) -> Iterable[tuple[int, str]]:
    yield from Resident.objects.filter(born_on=sought.born_on).order_by("-pk").values_list("pk", "name")[:MOST]
    yield from _of_submissions(born_on=sought.born_on)


def _living_with(sought: Sought) -> Iterable[tuple[int, str]]:
    # Without a postcode the same is asked, and nothing is found.
    postcode = compact(sought.postcode) or "-"
    registered = Registration.objects.filter(postcode=postcode)
    yield from registered.values_list("resident", "resident__name")[:MOST]
    yield from _of_submissions(claim__in=claims_with(SearchTerm.Kind.POSTCODE, postcode))


def _numbered(sought: Sought) -> Iterable[tuple[int, str]]:
    key = keyed_nino(sought.nino) if sought.nino else "-"
    yield from Registration.objects.filter(nino_key=key).values_list("resident", "resident__name")[:MOST]
    yield from _of_submissions(claim__in=claims_with(SearchTerm.Kind.NINO, key))


def _of_submissions(**given) -> Iterable[tuple[int, str]]:
    return Submission.objects.filter(**given).order_by("-pk").values_list("claim__resident", "name")[:MOST]


def shown_look_alikes(actor: Actor, sought: Sought) -> list[LookAlike]:
    """The same for somebody who may look after records. Raises Http404, PermissionDenied."""
    require(actor, Permission.PERSON_LOOK_AFTER)
    common = records_like(sought)
    sent = Claim.objects.filter(resident=OuterRef("pk"), submitted_at__isnull=False).order_by("-submitted_at")
    people = Resident.objects.filter(pk__in=common).annotate(reference=Subquery(sent.values("reference")[:1]))
    return [LookAlike(each, common[each.pk], each.reference or "") for each in people.order_by("pk")]


def own_people_like(actor: Actor, sought: Sought) -> list[Delegation]:
    """The grants by which this actor acts for somebody of that name and birth already."""
    grants = grants_to(actor).filter(resident__born_on=sought.born_on)
    return [grant for grant in grants if _same_name(grant.resident.name, sought.name)]
