"""One act on many cases, as whoever chose them sees it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.http import Http404

from accounts.actors import Actor
from advocates.caseload.readers.cases import (
    cases_for,
    empty_teams,
    manages_cases,
    may_take,
    own_teams,
    require_caseload,
    teams_with_workers,
)
from advocates.models import Case, CaseBatch, CaseBatchRow, WhyCaseLeft

MOST_CASES = 2000


def batch_for(actor: Actor, public_id: uuid.UUID, *, lock: bool = False) -> CaseBatch:
    """A batch of the actor's own, or 404."""
    require_caseload(actor)
    found = CaseBatch.objects.filter(by=actor.user, public_id=public_id)
    if lock:
        found = found.select_for_update(of=("self",))
    batch = found.select_related("to", "team").first()
    if batch is None:
        raise Http404
    return batch


def cases_in(batch: CaseBatch, actor: Actor) -> list[Case]:
    """Its cases that the actor may read, in order, with whose they are."""
    cases = cases_for(actor).filter(pk__in=batch.rows.order_by().values("case")).order_by("pk")
    return list(cases.select_related("resident", "responsible", "team"))


def why_left(batch: CaseBatch, rows: Sequence[CaseBatchRow], cases: Sequence[Case], actor: Actor) -> dict[int, str]:
    """By the keys of rows, why what the batch does would be left undone. `cases` are those that the actor may read.
    Four queries at most.
    """
    there = {case.pk: case for case in cases}
    to = batch.to or batch.team
    passes = batch.act == CaseBatch.Act.PASS_ON
    is_away = passes and (not _is_free(batch, actor) if to is not None else bool(batch.to_label))
    teams: list[int] = []
    if not manages_cases(actor):
        teams = [*own_teams(actor), *empty_teams(actor.membership.organisation_id)]
    found: dict[int, str] = {}
    for row in rows:
        case = there.get(row.case_id)
        if case is None or case.closed_at is not None:
            found[row.pk] = WhyCaseLeft.OVER
        elif case.version != row.seen:
            found[row.pk] = WhyCaseLeft.MOVED
        elif passes and is_away:
            found[row.pk] = WhyCaseLeft.AWAY
        elif passes and to == (case.responsible or case.team):
            found[row.pk] = WhyCaseLeft.ALREADY
        elif not (manages_cases(actor) or _is_mine(case, actor, teams)):
            found[row.pk] = WhyCaseLeft.NOT_ALLOWED
    return found


def _is_mine(case: Case, actor: Actor, teams: Sequence[int]) -> bool:
    if actor.membership.pk in (case.responsible_id, case.covered_for_id):
        return True
    return case.responsible_id is None and (case.team_id is None or case.team_id in teams)


def _is_free(batch: CaseBatch, actor: Actor) -> bool:
    organisation = actor.membership.organisation_id
    there: QuerySet = may_take(organisation) if batch.to_id else teams_with_workers(organisation)
    return there.filter(pk=batch.to_id or batch.team_id).exists()


def counts_of(batch: CaseBatch) -> dict[str, int]:
    """How many of its cases are to do, done, and left."""
    found = dict(batch.rows.order_by().values_list("result").annotate(number=Count("pk")))
    return {result: found.get(result, 0) for result in CaseBatchRow.Result.values}


def left_in(batch: CaseBatch, actor: Actor) -> QuerySet[CaseBatchRow]:
    """Those that were left and that the actor may still read, with the person."""
    left = batch.rows.filter(result=CaseBatchRow.Result.LEFT, case__in=cases_for(actor).order_by().values("pk"))
    return left.select_related("case__resident").order_by("pk")[:MOST_CASES]
