"""A case goes to somebody else, and the person learns who their contact is."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership, Team
from advocates.caseload.readers.absences import stands_in
from advocates.caseload.readers.cases import (
    case_for,
    contact_words,
    live_among,
    may_take,
    require_passing_on,
    teams_with_workers,
)
from advocates.models import Case, CaseChange
from core.tasks import enqueue
from notifications.actions import notify

Kind = CaseChange.Kind
# What the trail says of each change; of whoever left it says so when the person is told (the trail is locked last).
CODES = {
    Kind.GIVEN: "advocates.case.passed_on",
    Kind.COVERED: "advocates.case.covered",
    Kind.BACK: "advocates.case.back",
}
TEMPLATES = {
    Kind.GIVEN: "case_contact",
    Kind.LEFT: "case_contact",
    Kind.COVERED: "case_covered",
    Kind.BACK: "case_back",
}
# So many people are told in one run.
AT_ONCE = 500


class CaseMoved(Exception):
    """Somebody else said meanwhile who works with this person. Nothing changed."""


class CannotTake(Exception):
    """Whoever it should go to is away, has left, or works with nobody. Nothing changed."""


@dataclass(frozen=True)
class Place:
    """Who has a case: somebody, a team, or nobody; and for whom, while that person is away."""

    responsible: Membership | None = None
    team: Team | None = None
    covered_for: Membership | None = None
    left_at: dt.datetime | None = None


def place_of(to: Membership | Team | None) -> Place:
    """Somebody, a team, or nobody."""
    return Place(responsible=to if isinstance(to, Membership) else None, team=to if isinstance(to, Team) else None)


@transaction.atomic
def pass_on(*, public_id: str | uuid.UUID, to: Membership | Team | None, version: int, by: Actor) -> Case:
    """Give a case to a colleague, a team or nobody; `version` is the one that the page showed. The same twice is once.

    Raises CaseMoved, CannotTake, PermissionDenied, Http404.
    """
    case = case_for(by, public_id, lock=True)
    require_passing_on(by, case)
    if case.closed_at is not None or case.version != version:
        raise CaseMoved
    if to is not None and not is_free(to, case.organisation_id):
        raise CannotTake
    if (to or None) != (case.responsible or case.team) or case.covered_for_id:
        move([case], {case.pk: place_of(to)}, kind=Kind.GIVEN, by=by)
    return case


def is_free(to: Membership | Team, organisation: int | None) -> bool:
    """Whether they can be given a case of this organisation now."""
    there = may_take(organisation) if isinstance(to, Membership) else teams_with_workers(organisation)
    return there.filter(pk=to.pk).exists()


def move(cases: Sequence[Case], places: dict[int, Place], *, kind: str, by: Actor) -> None:
    """Put locked cases, by their keys, into these places, and have the people told of it once this is committed."""
    now = timezone.now()
    for case in cases:
        place = places[case.pk]
        case.responsible, case.team, case.covered_for = place.responsible, place.team, place.covered_for
        case.left_at, case.version, case.to_tell = place.left_at, case.version + 1, kind
    fields = ["responsible", "team", "covered_for", "left_at", "version", "to_tell"]
    Case.objects.bulk_update(cases, fields, batch_size=500)
    CaseChange.objects.bulk_create(
        CaseChange(case=case, kind=kind, to_label=label_of(places[case.pk]), by_label=by.label, at=now)
        for case in cases
    )
    if kind in CODES:
        for case in cases:
            audit.record(CODES[kind], by=by, resident=case.resident)
    if cases:
        enqueue("advocates.tell_contacts", by.council.pk)


def label_of(place: Place) -> str:
    """As history names it."""
    if place.responsible is not None:
        return place.responsible.display_name
    return place.team.name if place.team is not None else ""


def where_now(to: Membership | Team | None, away: Membership | None = None) -> Place:
    """Where a case for them goes now: while they are away, to whoever stands in; `away` never gets it."""
    return place_of(stands_in(to, but=away) if to is not None else None)


def with_people(cases: QuerySet[Case]) -> list[Case]:
    """These cases, locked in the order of their keys, with whom they name."""
    locked = cases.select_for_update(of=("self",)).order_by("pk")
    return list(locked.select_related("resident", "organisation", "responsible", "team", "covered_for"))


@transaction.atomic
def tell_contacts(*, by: Actor) -> list[Case]:
    """Tell people who their contact is now, where that is another than they were told last; nobody who works with them
    no more, and of each only the last change. Returns the cases of those who left.
    """
    cases = with_people(Case.objects.filter(pk__in=list(_to_tell())))
    live = live_among(cases)
    for case in cases:
        contact = contact_words(case, by.council.name)
        if case.closed_at is None and case.pk in live and contact != case.told:
            _tell(case, by)
    left = [case for case in cases if case.to_tell == Kind.LEFT]
    for case in cases:
        case.told, case.to_tell = contact_words(case, by.council.name), ""
    Case.objects.bulk_update(cases, ["told", "to_tell"], batch_size=500)
    return left


def _to_tell() -> Iterable[int]:
    return Case.objects.exclude(to_tell="").order_by("pk").values_list("pk", flat=True)[:AT_ONCE]


def _tell(case: Case, by: Actor) -> None:
    if case.to_tell == Kind.LEFT:
        audit.record("advocates.case.left", by=by, resident=case.resident)
    notify(resident=case.resident, template=TEMPLATES[Kind(case.to_tell)], context={}, by=by)
