"""Somebody is away: their cases go to whoever covers, and come back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership, Team
from advocates.caseload.actions.passing import CannotTake, Place, is_free, move, where_now, with_people
from advocates.caseload.readers.absences import absence_to_end, team_after
from advocates.caseload.readers.cases import manages_cases, require_caseload, workers
from advocates.caseload.rules import has_begun, is_over
from advocates.models import Absence, Case, CaseChange

Kind = CaseChange.Kind


class AlreadyAway(Exception):
    """There is an absence of theirs that is not over. Nothing changed."""


class WrongDays(Exception):
    """The first day is past, or after the last one. Nothing changed."""


@transaction.atomic
def say_away(
    *, membership: Membership, starts_on: dt.date, ends_on: dt.date | None, to: Membership | Team, by: Actor
) -> Absence:
    """Somebody is away from the first day to the last (None: until they are back), and `to` covers for them; today it
    begins at once. Others than themselves only for their manager.

    Raises AlreadyAway, WrongDays, CannotTake, PermissionDenied, Http404.
    """
    require_caseload(by)
    if membership != by.membership and not manages_cases(by):
        raise PermissionDenied
    if not workers(by.membership.organisation_id).filter(pk=membership.pk).exists():
        raise PermissionDenied
    today = timezone.localdate()
    if starts_on < today or (ends_on is not None and ends_on < starts_on):
        raise WrongDays
    if to == membership or not is_free(to, membership.organisation_id):
        raise CannotTake
    # Whoever says so twice at once meets here.
    Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if Absence.objects.filter(membership=membership, ended_at__isnull=True).exists():
        raise AlreadyAway
    absence = Absence.objects.create(
        membership=membership, starts_on=starts_on, ends_on=ends_on, by_label=by.label,
        cover=to if isinstance(to, Membership) else None, team=to if isinstance(to, Team) else None,
    )  # fmt: skip
    if has_begun(starts_on, today):
        _begin(absence, by)
    audit.record("advocates.absence.set", by=by, subject=f"membership {membership.pk}")
    return absence


@transaction.atomic
def end_absence(*, key: int, by: Actor) -> None:
    """They are back, or do not go after all; once. Raises Http404."""
    absence = absence_to_end(by, key, lock=True)
    _end(absence, by)
    audit.record("advocates.absence.ended", by=by, subject=f"membership {absence.membership_id}")


def keep_absences(*, today: dt.date, by: Actor) -> int:
    """Begin and end what is to begin and end by this day in the current council; how many did."""
    keys = Absence.objects.filter(ended_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    return sum(_keep(key, today, by) for key in list(keys))


@transaction.atomic
def _keep(key: int, today: dt.date, by: Actor) -> bool:
    found = Absence.objects.filter(pk=key, ended_at__isnull=True).select_for_update(of=("self",))
    absence = found.select_related("membership", "cover", "team").first()
    if absence is None:
        return False
    if is_over(absence.ends_on, today):
        _end(absence, by)
        return True
    if absence.began_at is None and has_begun(absence.starts_on, today):
        _begin(absence, by)
        return True
    return False


def _begin(absence: Absence, by: Actor) -> None:
    absence.began_at = timezone.now()
    absence.save(update_fields=["began_at"])
    who = absence.membership
    place = where_now(absence.cover or absence.team, away=who)
    if place == Place():
        place = replace(place, team=team_after(who))
    if place == Place():
        place = replace(place, left_at=absence.began_at)
    cases = with_people(Case.objects.filter(responsible=who, closed_at__isnull=True))
    # What they cover for somebody else goes back to that person in the end, not to them.
    places = {case.pk: replace(place, covered_for=case.covered_for or who) for case in cases}
    move(cases, places, kind=Kind.COVERED, by=by)


def _end(absence: Absence, by: Actor) -> None:
    absence.ended_at = timezone.now()
    absence.save(update_fields=["ended_at"])
    if absence.began_at is None:
        return
    who = absence.membership
    cases = with_people(Case.objects.filter(covered_for=who, closed_at__isnull=True))
    move(cases, {case.pk: Place(responsible=who) for case in cases}, kind=Kind.BACK, by=by)


@transaction.atomic
def hand_on_cases_of(*, membership: Membership, by: Actor) -> int:
    """Pass on the cases of somebody who works with people no more, and return how many; 0 while they still do.

    They go to their team, else to nobody, with a mark. The trail is not written to: it is locked last.
    """
    if membership.is_active and workers(membership.organisation_id).filter(pk=membership.pk).exists():
        return 0
    now = timezone.now()
    cases = with_people(Case.objects.filter(responsible=membership, closed_at__isnull=True))
    team = team_after(membership)
    left = Place(team=team, left_at=None if team else now)
    Absence.objects.filter(membership=membership, ended_at__isnull=True).update(ended_at=now)
    Case.objects.filter(covered_for=membership).update(covered_for=None)
    places = {
        case.pk: replace(left, covered_for=case.covered_for if case.covered_for != membership else None)
        for case in cases
    }
    move(cases, places, kind=Kind.LEFT, by=by)
    return len(cases)
