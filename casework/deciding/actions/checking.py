"""Saying what came of one check of a claim."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.deciding.readers.case import case_of
from casework.deciding.rules.gates import PASSED
from casework.models import Decision, Task
from casework.signing.readers import CHECK as SIGNATURES


@dataclass(frozen=True)
class Finding:
    """What came of a check: its result; reasons: keys of why it failed; words for staff; what it waits for."""

    result: str
    reasons: tuple[str, ...] = ()
    words: str = ""
    waiting_for: str = ""


class TaskMoved(Exception):
    """Somebody else saved this check first: `task` is theirs. Nothing was saved."""

    def __init__(self, task: Task):
        super().__init__(f"task {task.pk}")
        self.task = task


class NotSigned(Exception):
    """Only a partner's signature passes this check, and there is none. Nothing was saved."""


class IsDecided(Exception):
    """The claim is decided: `decision` must be undone first. Nothing was saved."""

    def __init__(self, decision: Decision):
        super().__init__(f"decision {decision.pk}")
        self.decision = decision


@transaction.atomic
def save_finding(*, reference: str, key: str, finding: Finding, based_on: int, by: Actor) -> Task:
    """Keep what came of a check. `based_on` is the version of the task that the page saw, 0 for none.

    The same sent twice is kept once. Raises TaskMoved, NotSigned, IsDecided, Http404, PermissionDenied; ValueError for
    a reason that the check has not.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    case = case_of(claim)
    check, task = case.check(key), case.tasks.get(key)
    if not set(finding.reasons) <= {reason["key"] for reason in check["reasons"]}:
        raise ValueError(f"not reasons of {key}: {finding.reasons}")
    if case.live is not None:
        raise IsDecided(case.live)
    if key == SIGNATURES and finding.result == PASSED and (task is None or task.result != PASSED):
        raise NotSigned
    if task is not None and task.version != based_on:
        if _says(task, finding) and task.by_id == by.user.pk:
            return task
        raise TaskMoved(task)
    audit.record("claims.check.saved", by=by, resident=claim.resident, subject=claim.reference, detail={"check": key})
    return _written(task or Task(claim=claim, key=key, version=0), finding, by)


def _says(task: Task, finding: Finding) -> bool:
    kept = (task.result, tuple(task.reasons), task.words, task.waiting_for)
    return kept == (finding.result, finding.reasons, finding.words, finding.waiting_for)


def _written(task: Task, finding: Finding, by: Actor) -> Task:
    task.result, task.reasons = finding.result, list(finding.reasons)
    task.words, task.waiting_for = finding.words, finding.waiting_for
    task.version += 1
    task.by, task.by_label, task.at = by.user, by.label, timezone.now()
    task.save()
    return task
