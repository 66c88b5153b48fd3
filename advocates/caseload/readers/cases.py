"""The cases that an actor works with, and whose they may be.

Who works for no partner and is no adviser of the council gets 404; staff whose role works with nobody get 403.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Membership, Team, TeamMember
from accounts.permissions import Permission, require, roles_with
from accounts.readers import in_force
from advocates.models import Absence, Case
from advocates.readers.grants import grants_to

BOOL = BooleanField()
WORKING_ROLES = roles_with(Permission.CASE_WORK)


def require_caseload(actor: Actor) -> None:
    """Raise 404 for who is not staff, 403 for staff who neither work with people nor look after those who do."""
    if not actor.may(Permission.CASE_MANAGE):
        require(actor, Permission.CASE_WORK)


def manages_cases(actor: Actor) -> bool:
    """Whether the actor says who works with whom, beyond their own."""
    return actor.may(Permission.CASE_MANAGE)


def cases_of_side(actor: Actor) -> QuerySet[Case]:
    """Every case of the actor's organisation, or of the council, also those of which they may read no more."""
    require_caseload(actor)
    return Case.objects.filter(organisation=actor.membership.organisation_id)


def cases_for(actor: Actor) -> QuerySet[Case]:
    """Those of them that the actor may read, open and closed: of a partner only while a grant is in force."""
    cases = cases_of_side(actor)
    if actor.membership.organisation_id is None:
        return cases
    return cases.filter(resident__in=grants_to(actor).order_by().values("resident"))


def open_cases(actor: Actor) -> QuerySet[Case]:
    """Those of them that are not closed."""
    return cases_for(actor).filter(closed_at__isnull=True)


def case_for(actor: Actor, public_id: str | uuid.UUID, *, lock: bool = False) -> Case:
    """One case that the actor may read, or 404. `lock` inside a writing transaction."""
    cases = cases_for(actor).filter(public_id=public_id)
    if lock:
        cases = cases.select_for_update(of=("self",))
    found = cases.select_related("resident", "responsible", "team", "covered_for", "organisation").first()
    if found is None:
        raise Http404
    return found


def has_ended(actor: Actor, public_id: str | uuid.UUID) -> bool:
    """Whether this is a case of the actor's side of which they may read no more; 404 for what never was."""
    if not cases_of_side(actor).filter(public_id=public_id).exists():
        raise Http404
    return not cases_for(actor).filter(public_id=public_id).exists()


def may_pass_on(actor: Actor, case: Case) -> bool:
    """Whether the actor may say who works with this person: a manager of anybody, others of whom they have, whom their
    team has, and whom nobody has.
    """
    if manages_cases(actor):
        return True
    mine = actor.membership.pk
    if mine in (case.responsible_id, case.covered_for_id):
        return True
    if case.responsible_id is not None:
        return False
    team = case.team_id
    return team is None or team in own_teams(actor) or team in empty_teams(case.organisation_id)


def require_passing_on(actor: Actor, case: Case) -> None:
    """Raise PermissionDenied unless they may."""
    if not may_pass_on(actor, case):
        raise PermissionDenied


def own_teams(actor: Actor) -> list[int]:
    """The keys of the teams that the actor is in."""
    return list(TeamMember.objects.filter(membership=actor.membership).values_list("team", flat=True))


def workers(organisation: int | None) -> QuerySet[Membership]:
    """Everybody of this organisation, or of the council, who works with people, by name."""
    there = Membership.objects.filter(organisation=organisation, is_active=True, roles__overlap=WORKING_ROLES)
    return there.order_by("display_name", "pk")


def may_take(organisation: int | None) -> QuerySet[Membership]:
    """Those of them who are here: nobody is given a case while they are away."""
    away = Absence.objects.filter(membership=OuterRef("pk"), began_at__isnull=False, ended_at__isnull=True)
    return workers(organisation).exclude(Exists(away))


def teams_of(organisation: int | None) -> QuerySet[Team]:
    """The teams of this organisation, or of the council, by name."""
    return Team.objects.filter(organisation=organisation).order_by("name", "pk")


def teams_with_workers(organisation: int | None) -> QuerySet[Team]:
    """Those in which somebody works with people."""
    return teams_of(organisation).filter(Exists(_working_in_it(organisation)))


def empty_teams(organisation: int | None) -> list[int]:
    """The keys of those in which nobody works with people any more: what they have is nobody's."""
    there = _working_in_it(organisation)
    return list(teams_of(organisation).filter(~Exists(there)).values_list("pk", flat=True))


def teams_near(membership: Membership) -> QuerySet[Team]:
    """The teams that somebody is in (`is_mine`), and those of their side in which nobody works now (`is_empty`)."""
    mine = Exists(TeamMember.objects.filter(team=OuterRef("pk"), membership=membership))
    theirs = Q(organisation=membership.organisation_id)
    found = Team.objects.annotate(
        is_mine=mine, is_empty=ExpressionWrapper(theirs & ~Exists(_working_in_it(membership.organisation_id)), BOOL)
    )
    return found.filter(Q(is_mine=True) | Q(is_empty=True))


def _working_in_it(organisation: int | None) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(team=OuterRef("pk"), membership__in=workers(organisation).values("pk"))


def live_among(cases: Iterable[Case]) -> set[int]:
    """The keys of those cases in which somebody still works with the person: the council's, and those with a grant in
    force. One query.
    """
    cases = list(cases)
    of_partners = [case for case in cases if case.organisation_id is not None]
    live = {case.pk for case in cases if case.organisation_id is None}
    if of_partners:
        grants = in_force(timezone.localdate()).filter(
            organisation__isnull=False, resident__in=[case.resident_id for case in of_partners]
        )
        given = set(grants.order_by().values_list("organisation", "resident"))
        live |= {case.pk for case in of_partners if (case.organisation_id, case.resident_id) in given}
    return live


def contact_words(case: Case, council_name: str) -> str:
    """The person's contact as they read it: somebody, a team, or just the organisation. The case was
    read with these.
    """
    whose = case.organisation.name if case.organisation_id else council_name
    if case.responsible_id:
        return f"{case.responsible.display_name}, {whose}"
    return f"{case.team.name}, {whose}" if case.team_id else whose
