"""Choosing cases, saying what is to be done with them, confirming it once, and doing it, some at a time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from advocates.caseload.actions.notes import NoteInput, keep_note
from advocates.caseload.actions.passing import move, place_of, with_people
from advocates.caseload.readers.batches import MOST_CASES, batch_for, cases_in, why_left
from advocates.caseload.readers.cases import open_cases
from advocates.models import Case, CaseBatch, CaseBatchRow, CaseChange, CaseNote, WhyCaseLeft
from core.tasks import enqueue

Result = CaseBatchRow.Result
log = structlog.get_logger(__name__)


class AlreadyConfirmed(Exception):
    """The batch is confirmed, or another preview of it was drawn since. Nothing was changed."""


@transaction.atomic
def choose_cases(*, keys: Sequence[int], by: Actor) -> CaseBatch:
    """Freeze a choice of open cases, at most MOST_CASES. What the actor chose before and never confirmed is forgotten.

    Raises Http404, PermissionDenied.
    """
    chosen = open_cases(by).filter(pk__in=list(keys)[:MOST_CASES]).order_by("pk").values_list("pk", "version")
    CaseBatch.objects.filter(by=by.user, confirmed_at__isnull=True).delete()
    batch = CaseBatch.objects.create(
        by=by.user, membership=by.membership, chosen_at=timezone.now(),
        # Nothing is due before it is confirmed.
        state=CaseBatch.State.READY,
    )  # fmt: skip
    rows = [CaseBatchRow(batch=batch, case_id=key, seen=version) for key, version in chosen]
    CaseBatchRow.objects.bulk_create(rows, batch_size=1000)
    return batch


@transaction.atomic
def prepare(*, public_id: uuid.UUID, what: dict[str, Any], by: Actor) -> tuple[CaseBatch, dict[int, str]]:
    """Say what is to be done (columns of CaseBatch: act, to, team, to_label, words); which cases, by their keys, would
    be left as they are and why. Nothing is done yet. Raises AlreadyConfirmed, Http404, PermissionDenied.
    """
    batch = batch_for(by, public_id, lock=True)
    if batch.confirmed_at is not None:
        raise AlreadyConfirmed
    for name, value in ({"to": None, "team": None, "to_label": "", "words": ""} | what).items():
        setattr(batch, name, value)
    batch.version += 1
    batch.save()
    cases, rows = cases_in(batch, by), list(batch.rows.order_by("pk"))
    now = {case.pk: case.version for case in cases}
    for row in rows:
        row.seen = now.get(row.case_id, row.seen)
    CaseBatchRow.objects.bulk_update(rows, ["seen"], batch_size=1000)
    why, case_of = why_left(batch, rows, cases, by), {row.pk: row.case_id for row in rows}
    return batch, {case_of[row]: reason for row, reason in why.items()}


@transaction.atomic
def confirm(*, public_id: uuid.UUID, version: int, by: Actor) -> CaseBatch:
    """Have a batch done as its preview of this version showed it; the same press twice confirms once.

    Raises AlreadyConfirmed, Http404, PermissionDenied.
    """
    batch = batch_for(by, public_id, lock=True)
    if batch.version != version or not batch.act:
        raise AlreadyConfirmed
    if batch.confirmed_at is None:
        batch.confirmed_at = timezone.now()
        batch.state, batch.due_at = CaseBatch.State.DUE, Now()
        batch.save(update_fields=["confirmed_at", "state", "due_at"])
        detail = {"act": batch.act, "cases": batch.rows.count()}
        audit.record("advocates.batch.confirmed", by=by, detail=detail)
        enqueue("advocates.work_off_batch", batch.council_id, str(batch.public_id))
    return batch


def do_some(*, batch: CaseBatch, rows: Sequence[int], by: Actor) -> None:
    """Apply a batch to some of its cases, with the results, in one transaction; where that fails, to each by itself, so
    that one that cannot be done leaves the others alone. Done again, it does nothing. Call it in the council's scope.
    """
    try:
        _do(batch, rows, by)
    except (Http404, PermissionDenied):
        _settle(rows, WhyCaseLeft.NOT_ALLOWED)
    except Exception as error:  # whatever went wrong with one case, the others are done
        log.error("case_batch_failed", batch=str(batch.public_id), error=type(error).__name__)
        if len(rows) == 1:
            _settle(rows, WhyCaseLeft.FAILED)
        for row in rows if len(rows) > 1 else ():
            do_some(batch=batch, rows=[row], by=by)


@transaction.atomic
def _do(batch: CaseBatch, keys: Sequence[int], by: Actor) -> None:
    rows = list(CaseBatchRow.objects.select_for_update().filter(pk__in=keys, result=Result.TO_DO).order_by("pk"))
    readable = open_cases(by).filter(pk__in=[row.case_id for row in rows]).order_by().values("pk")
    cases = {case.pk: case for case in with_people(Case.objects.filter(pk__in=readable))}
    why = why_left(batch, rows, list(cases.values()), by)
    for row in rows:
        row.why = why.get(row.pk, "")
        row.result = Result.LEFT if row.why else Result.DONE
    todo = [cases[row.case_id] for row in rows if not row.why]
    if batch.act == CaseBatch.Act.PASS_ON:
        place = place_of(batch.to or batch.team)
        move(todo, {case.pk: place for case in todo}, kind=CaseChange.Kind.GIVEN, by=by)
    else:
        said = NoteInput(batch.words, timezone.localdate(), kind=CaseNote.Kind.MESSAGE, is_shared=True)
        for case in todo:
            keep_note(case, said, uuid.uuid5(batch.public_id, str(case.public_id)), by)
    CaseBatchRow.objects.bulk_update(rows, ["result", "why"])


@transaction.atomic
def _settle(rows: Sequence[int], why: str) -> None:
    CaseBatchRow.objects.filter(pk__in=list(rows), result=Result.TO_DO).update(result=Result.LEFT, why=why)
