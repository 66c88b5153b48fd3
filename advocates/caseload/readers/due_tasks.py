"""What waits in cases now, worked out from claims, notes and grants, for all cases of the council at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import F, Max, Min, QuerySet
from django.utils import timezone

from accounts.models import Delegation
from accounts.permissions import Scope
from accounts.readers import in_force
from advocates.caseload.rules import BEFORE_END, NEWS_FOR, ends_soon
from advocates.models import Case, CaseNote, CaseTask
from casework.models import Decision
from claims.models import AwardReview, Claim, CorrectionAsk, Paper, PaperState, ResidentAct, ThreadMessage
from core.rules.dates import start_of_day
from formspec.models import Form

Kind = CaseTask.Kind


class Waiting(NamedTuple):
    """One thing that waits: for whom (the key of a resident), of which kind, in which claim, since when, until when."""

    resident: int
    kind: str
    claim: int | None
    since: dt.datetime
    due_on: dt.date | None


def waiting_in(cases: QuerySet[Case], now: dt.datetime) -> Iterator[tuple[int, Waiting]]:
    """What waits in each of these open cases, by their keys. Ten queries, however many cases."""
    residents = cases.order_by().values("resident")
    today = timezone.localdate(now)
    claims: dict[int, list[Waiting]] = {}
    for each in _of_claims(residents, now):
        claims.setdefault(each.resident, []).append(each)
    sees, ends = _grants(residents, today)
    due = _notes(cases, today)
    for case, resident, organisation in cases.order_by("pk").values_list("pk", "resident", "organisation"):
        if organisation is None or (organisation, resident) in sees:
            for each in claims.get(resident, ()):
                # The council's own see what was sent, no draft.
                if organisation is not None or each.kind != Kind.DRAFT:
                    yield case, each
        last = ends.get((organisation, resident)) if organisation is not None else None
        if ends_soon(last, today):
            yield case, Waiting(resident, Kind.ENDING, None, _morning(last - BEFORE_END), last)
        if case in due:
            yield case, Waiting(resident, Kind.NOTE, None, _morning(due[case]), due[case])


def _of_claims(residents: QuerySet, now: dt.datetime) -> Iterator[Waiting]:
    drafts = Claim.objects.filter(
        resident__in=residents, submitted_at__isnull=True, form_version__form__kind=Form.Kind.CLAIM
    )
    for pk, resident, since in drafts.order_by().values_list("pk", "resident", "started_at"):
        yield Waiting(resident, Kind.DRAFT, pk, since, None)
    ours: dict[str, Any] = {"claim__resident__in": residents, "claim__submitted_at__isnull": False}
    wanted = Paper.objects.filter(**ours, state__in=[PaperState.WANTED, PaperState.NOT_RIGHT])
    yield from _firsts(Kind.PAPER, wanted, "asked_at", "due_on")
    unread = ThreadMessage.objects.filter(
        **ours, direction=ThreadMessage.Direction.FROM_COUNCIL, read_at=None, withdrawn_at=None, send_after__lte=now
    )
    yield from _firsts(Kind.MESSAGE, unread, "send_after")
    asks = CorrectionAsk.objects.filter(**ours, settled_at=None, whose=CorrectionAsk.Whose.CLAIMANT)
    yield from _firsts(Kind.CORRECTION, asks, "asked_at", "due_on")
    reviews = AwardReview.objects.filter(**ours, outcome=AwardReview.Outcome.OPEN)
    yield from _firsts(Kind.REVIEW, reviews, "asked_at", "last_day")
    decided = Decision.objects.filter(**ours, state=Decision.State.SENT, sent_at__gte=now - NEWS_FOR)
    yield from _firsts(Kind.DECIDED, decided, "sent_at")
    yield from _firsts(Kind.COUNCIL, ResidentAct.objects.filter(**ours, settled_at=None), "at")


def _firsts(kind: str, rows: QuerySet, since: str, due_on: str = "") -> Iterator[Waiting]:
    """The first of these rows of each claim."""
    found = rows.order_by().values_list("claim__resident", "claim").annotate(first=Min(since))
    if not due_on:
        for resident, claim, first in found:
            yield Waiting(resident, kind, claim, first, None)
        return
    for resident, claim, first, last_day in found.annotate(day=Min(due_on)):
        yield Waiting(resident, kind, claim, first, last_day)


def _grants(residents: QuerySet, today: dt.date) -> tuple[set[tuple[int, int]], dict[tuple[int, int], dt.date | None]]:
    """By organisation and resident: which may see claims, and the last day of all that it was given."""
    grants = in_force(today).filter(organisation__isnull=False, resident__in=residents).order_by()
    sees = set(grants.filter(scopes__contains=[Scope.VIEW_CLAIMS]).values_list("organisation", "resident"))
    endless = set(grants.filter(ends_on=None).values_list("organisation", "resident"))
    later = Delegation.objects.filter(
        organisation__isnull=False, resident__in=residents, revoked_at=None, ends_on__gte=today
    )
    lasts = later.order_by().values_list("organisation", "resident").annotate(last=Max("ends_on"))
    return sees, {(who, whose): None if (who, whose) in endless else last for who, whose, last in lasts}


def _notes(cases: QuerySet[Case], today: dt.date) -> dict[int, dt.date]:
    """By the keys of cases, the first day by which something noted was to be done, today or before."""
    due = CaseNote.objects.filter(case__in=cases.order_by().values("pk"), done_at=None, due_on__lte=today)
    return dict(due.order_by().values_list("case").annotate(day=Min(F("due_on"))))


def _morning(day: dt.date) -> dt.datetime:
    return start_of_day(day, timezone.get_current_timezone())
