"""A case begins, is closed, begins again, and goes along when its person's records become one."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership, Organisation, Resident
from advocates.caseload.actions.passing import CaseMoved, Place, label_of, place_of, where_now
from advocates.caseload.readers.absences import absence_of
from advocates.caseload.readers.cases import case_for, contact_words, live_among, require_passing_on, workers
from advocates.models import Case, CaseChange
from notifications.actions import notify

Kind = CaseChange.Kind


@transaction.atomic
def open_case(*, resident: Resident, responsible: Membership, by: Actor) -> Case:
    """The open case in which the organisation of `responsible`, or the council, works with this person; a new one is
    that member's, or whoever's stands in for them today. The caller has asked whether the actor may work with the
    person, and the person knows who it is.
    """
    place = where_now(responsible) if absence_of(responsible) else place_of(responsible)
    covered_for = None if place.responsible == responsible else responsible
    at = replace(place, covered_for=covered_for)
    return _open(resident, responsible.organisation, at, by, code="advocates.case.opened")


@transaction.atomic
def open_case_at(*, resident: Resident, organisation: Organisation, member: Membership | None, by: Actor) -> Case:
    """The open case of an organisation that may act for this person from now on; a new one is that of its `member`, or
    whoever stands in for them today, or else nobody's yet.
    """
    if member is not None and workers(organisation.pk).filter(pk=member.pk).exists():
        return open_case(resident=resident, responsible=member, by=by)
    return _open(resident, organisation, Place(), by, code="advocates.case.came")


def _open(resident: Resident, organisation: Organisation | None, place: Place, by: Actor, *, code: str) -> Case:
    defaults = {
        "responsible": place.responsible, "team": place.team, "covered_for": place.covered_for,
        "opened_at": timezone.now(),
    }  # fmt: skip
    case, is_new = Case.objects.select_related("organisation", "responsible", "team").get_or_create(
        resident=resident, organisation=organisation, closed_at=None, defaults=defaults
    )
    if is_new:
        case.told = contact_words(case, by.council.name)
        case.save(update_fields=["told"])
        _keep(case, Kind.OPENED, label_of(place), by)
        audit.record(code, by=by, resident=resident)
    return case


@transaction.atomic
def close_case(*, public_id: str | uuid.UUID, why: str, version: int, by: Actor) -> Case:
    """The work with somebody is over, for a reason (Case.Why), and they are told; closed already, it stays so.

    Raises CaseMoved, PermissionDenied, Http404.
    """
    case = case_for(by, public_id, lock=True)
    require_passing_on(by, case)
    if case.closed_at is not None:
        return case
    if case.version != version:
        raise CaseMoved
    _close(case, why, by)
    audit.record("advocates.case.closed", by=by, resident=case.resident)
    if live_among([case]):
        notify(resident=case.resident, template="case_closed", context={}, by=by)
    return case


@transaction.atomic
def close_handed_over(*, resident: Resident, organisation: Organisation | None, by: Actor) -> None:
    """The organisation's open case with a person ends, or the council's (None): somebody else works with them now, who
    has told them. The caller has asked whether the actor may take the person on.
    """
    theirs = Case.objects.select_for_update(of=("self",)).filter(resident=resident, organisation=organisation)
    for case in theirs.filter(closed_at=None):
        _close(case, Case.Why.ELSEWHERE, by)
        audit.record("advocates.case.handed_over", by=by, resident=resident)


def _close(case: Case, why: str, by: Actor) -> None:
    case.closed_at, case.closed_why, case.version = timezone.now(), why, case.version + 1
    case.covered_for, case.to_tell = None, ""
    case.save(update_fields=["closed_at", "closed_why", "version", "covered_for", "to_tell"])
    case.tasks.all().delete()
    _keep(case, Kind.CLOSED, "", by)


@transaction.atomic
def reopen_case(*, public_id: str | uuid.UUID, by: Actor) -> Case:
    """The work with somebody goes on, with whoever had it last or stands in for them today, else with nobody yet.

    Raises CaseMoved where another case with them is open, PermissionDenied, Http404.
    """
    case = case_for(by, public_id, lock=True)
    require_passing_on(by, case)
    if case.closed_at is None:
        return case
    # Whoever opens one at the same time waits here.
    Resident.objects.select_for_update(of=("self",), no_key=True).get(pk=case.resident_id)
    if Case.objects.filter(resident=case.resident, organisation=case.organisation, closed_at__isnull=True).exists():
        raise CaseMoved
    place = where_now(case.responsible or case.team)
    case.responsible, case.team = place.responsible, place.team
    case.closed_at, case.closed_why, case.version, case.to_tell = None, "", case.version + 1, Kind.GIVEN
    # They were told that the work had ended: whoever it is now, they are told.
    case.told = ""
    case.save()
    _keep(case, Kind.REOPENED, label_of(place), by)
    audit.record("advocates.case.reopened", by=by, resident=case.resident)
    return case


def _keep(case: Case, kind: str, to_label: str, by: Actor) -> None:
    CaseChange.objects.create(case=case, kind=kind, to_label=to_label, by_label=by.label, at=timezone.now())


@transaction.atomic
def move_cases(*, source: Resident, target: Resident) -> None:
    """Put a record's cases into another record, of the same person. Of two open ones with one organisation that of
    `target` goes on.
    """
    open_there = set(Case.objects.filter(resident=target, closed_at=None).values_list("organisation", flat=True))
    moved = Case.objects.filter(resident=source)
    for case in moved.filter(closed_at=None).select_for_update(of=("self",)):
        if case.organisation_id in open_there:
            case.closed_at = timezone.now()
            case.save(update_fields=["closed_at"])
            case.tasks.all().delete()
    moved.update(resident=target)
