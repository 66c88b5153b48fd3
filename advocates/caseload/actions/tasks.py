"""What waits in cases is kept beside them, so that lists are in order without asking every claim."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from advocates.caseload.readers.cases import case_for
from advocates.caseload.readers.due_tasks import waiting_in
from advocates.models import Case, CaseTask


@transaction.atomic
def keep_tasks(cases: QuerySet[Case] | None = None) -> int:
    """Make the rows of what waits say what is so now, in these open cases or in all of the current council; how many
    rows changed. What is the same stays seen; what came again is new.
    """
    cases = (Case.objects.all() if cases is None else cases).filter(closed_at__isnull=True)
    there = {
        (task.case_id, task.kind, task.claim_id): task
        for task in CaseTask.objects.filter(case__in=cases.order_by().values("pk")).order_by("pk")
    }
    now = timezone.now()
    added, changed = [], []
    for case, each in waiting_in(cases, now):
        task = there.pop((case, each.kind, each.claim), None)
        if task is None:
            added.append(
                CaseTask(case_id=case, kind=each.kind, claim_id=each.claim, since=each.since, due_on=each.due_on)
            )
        elif (task.since, task.due_on) != (each.since, each.due_on):
            task.since, task.due_on, task.seen_at = each.since, each.due_on, None
            changed.append(task)
    CaseTask.objects.filter(pk__in=[task.pk for task in there.values()]).delete()
    CaseTask.objects.bulk_create(added, ignore_conflicts=True, batch_size=1000)
    CaseTask.objects.bulk_update(changed, ["since", "due_on", "seen_at"], batch_size=1000)
    if added or changed or there:
        _keep_clocks(cases)
    return len(added) + len(changed) + len(there)


def _keep_clocks(cases: QuerySet[Case]) -> None:
    """Since when each case waits: the first of its tasks that is somebody's at the organisation, or the person's."""
    ours = CaseTask.objects.filter(case=OuterRef("pk")).exclude(kind__in=CaseTask.OTHERS_TURN)
    ours = ours.exclude(kind__in=CaseTask.NEWS, seen_at__isnull=False)
    first = ours.order_by().values("case").annotate(first=Min("since")).values("first")
    waits = cases.order_by().filter(Exists(ours))
    Case.objects.filter(pk__in=waits.values("pk")).update(waits_since=Subquery(first))
    Case.objects.filter(pk__in=cases.order_by().filter(~Exists(ours), waits_since__isnull=False).values("pk")).update(
        waits_since=None
    )


@transaction.atomic
def mark_seen(*, public_id: str, until: dt.datetime, by: Actor) -> None:
    """What is new in a case was seen by the actor, as far as the page that was drawn then showed it. Raises Http404."""
    case = case_for(by, public_id, lock=True)
    new = CaseTask.objects.filter(case=case, seen_at__isnull=True, since__lte=until)
    if new.update(seen_at=timezone.now()):
        _keep_clocks(Case.objects.filter(pk=case.pk))
        audit.record("advocates.case.seen", by=by, resident=case.resident)
