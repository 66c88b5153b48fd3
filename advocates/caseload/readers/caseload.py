"""The lists of the caseload: whose, what waits, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import Scope
from accounts.readers import grants_for
from advocates.caseload.readers.cases import manages_cases, open_cases, require_caseload, teams_near
from advocates.models import Case, CaseTask
from casework.readers.claims import sent_claims
from claims.models import Claim
from claims.readers.claims import claims_for

ROWS = 25


class Tab(TextChoices):
    """Whose cases a list has."""

    MINE = "mine", _("My people")
    TEAM = "team", _("My team’s")
    NOBODY = "nobody", _("Nobody’s")
    ALL = "all", _("Everybody’s")


class Sort(TextChoices):
    """By what a list is in order."""

    WAITING = "waiting", _("Waiting longest")
    NAME = "name", _("Name")


@dataclass(frozen=True)
class CaseloadFilter:
    """What somebody asks the caseload for."""

    tab: str = Tab.MINE
    waits: str = ""
    name: str = ""
    sort: str = Sort.WAITING


def tabs_for(actor: Actor) -> list[Tab]:
    """The lists that the actor has."""
    return [tab for tab in Tab if tab != Tab.ALL or manages_cases(actor)]


def count_by_tab(actor: Actor, near: Near) -> dict[str, int]:
    """How many open cases each list of the actor's has. One query."""
    numbers = {f"in_{tab}": Count("pk", filter=_whose(tab, near)) for tab in tabs_for(actor)}
    found = open_cases(actor).order_by().aggregate(**numbers)
    return {tab.value: found[f"in_{tab}"] for tab in tabs_for(actor)}


@dataclass(frozen=True)
class Near:
    """The keys of the actor's membership, of their teams, of who is in these, and of teams that nobody is in."""

    me: int
    teams: Sequence[int]
    colleagues: Sequence[int]
    empty: Sequence[int] = ()


def near(actor: Actor) -> Near:
    """Who is near the actor. One query. Raises Http404, PermissionDenied."""
    require_caseload(actor)
    me = actor.membership
    found = teams_near(me).order_by("pk").annotate(people=ArrayAgg("members__membership", default=[]))
    teams = list(found.values_list("pk", "is_mine", "is_empty", "people"))
    mine = [(team, people) for team, is_mine, _is_empty, people in teams if is_mine]
    return Near(
        me.pk,
        [team for team, _people in mine],
        sorted({each for _team, people in mine for each in people}),
        [team for team, _is_mine, is_empty, _people in teams if is_empty],
    )


def _whose(tab: str, near: Near) -> Q:
    if tab == Tab.MINE:
        return Q(responsible=near.me)
    if tab == Tab.TEAM:
        return Q(team__in=near.teams) | (Q(responsible__in=near.colleagues) & ~Q(responsible=near.me))
    if tab == Tab.NOBODY:
        return Q(responsible=None) & (Q(team=None) | Q(team__in=near.empty))
    return Q()


def caseload(actor: Actor, wanted: CaseloadFilter, near: Near) -> QuerySet[Case]:
    """The open cases that fit, in order, with what a row shows."""
    cases = open_cases(actor).filter(_whose(wanted.tab, near))
    if wanted.waits:
        # A sub-select with one value is asked of each case by the index of tasks, however few rows PostgreSQL expects;
        # an EXISTS would become a join, which without statistics compares every case with every task.
        waiting = CaseTask.objects.filter(case=OuterRef("pk"), kind=wanted.waits)
        cases = cases.filter(pk=Subquery(waiting.order_by().values("case")[:1]))
        if wanted.waits not in (CaseTask.Kind.NOTE, CaseTask.Kind.ENDING) and actor.membership.organisation_id:
            cases = cases.filter(resident__in=grants_for(actor, Scope.VIEW_CLAIMS).order_by().values("resident"))
    for word in wanted.name.split()[:5]:
        cases = cases.filter(resident__name__icontains=word)
    first = F("sort_name") if wanted.sort == Sort.NAME else F("waits_since").asc(nulls_last=True)
    return cases.order_by(first, "pk").select_related("resident", "responsible", "team", "covered_for")


def tasks_shown(actor: Actor, cases: Sequence[Case]) -> dict[int, list[CaseTask]]:
    """By the keys of cases, what waits in each, the longest waiting first: of claims what the actor may see now."""
    residents = [case.resident_id for case in cases]
    seen = Q(claim=None) | Q(claim__in=_visible_claims(actor, residents).order_by().values("pk"))
    found: dict[int, list[CaseTask]] = {case.pk: [] for case in cases}
    over = Q(kind__in=CaseTask.NEWS, seen_at__isnull=False)
    for task in CaseTask.objects.filter(seen, case__in=list(found)).exclude(over).order_by("since", "pk"):
        found[task.case_id].append(task)
    return found


def _visible_claims(actor: Actor, residents: Sequence[int]) -> QuerySet[Claim]:
    """An adviser of the council sees what was sent; everybody else, and they too, what they were given."""
    claims = claims_for(actor).filter(resident__in=residents)
    if actor.works_on_claims:
        sent = sent_claims(actor).filter(resident__in=residents).order_by().values("pk")
        return Claim.objects.filter(Q(pk__in=claims.values("pk")) | Q(pk__in=sent))
    return claims
