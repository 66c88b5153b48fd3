"""A claim as it stands to be decided: its checks, what came of them, what was decided."""

from __future__ import annotations

import uuid
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.deciding.rules.gates import FAILED, PASSED
from casework.models import DecidingSettings, Decision, Delivery, Task
from casework.readers.claims import staff_claim_for
from casework.signing.readers import CHECK as SIGNATURES
from casework.signing.readers import signature_on
from claims.models import Claim
from claims.readers.answer_store import localised_spec, sent_values
from core.due_work import Clock
from formspec.rules.checks import applicable


@dataclass(frozen=True)
class Case:
    """checks, awards: those that the answers call for, in the language of the page; tasks by the key of their check;
    decisions: all there were, the oldest first.
    """

    claim: Claim
    checks: list[dict[str, Any]]
    awards: list[dict[str, Any]]
    tasks: dict[str, Task]
    decisions: list[Decision]

    @property
    def version(self) -> int:
        """Grows with every change of a task or a decision: a page says which one it was drawn from."""
        return sum(task.version for task in self.tasks.values()) + sum(each.version for each in self.decisions)

    @property
    def live(self) -> Decision | None:
        """The decision that stands, or None."""
        return next((each for each in self.decisions if each.is_live), None)

    @property
    def reopened(self) -> Decision | None:
        """The last decision whose letter went and that was opened again: a new letter replaces that one."""
        sent = [each for each in self.decisions if each.state == Decision.State.REOPENED]
        return sent[-1] if sent else None

    def check(self, key: str) -> dict[str, Any]:
        """One of the checks. Raises Http404."""
        for check in self.checks:
            if check["key"] == key:
                return check
        raise Http404

    def open_after(self, key: str) -> str | None:
        """The next check that is not done, from the one after `key` around; None when all are."""
        keys = [check["key"] for check in self.checks]
        place = keys.index(key) + 1 if key in keys else 0
        return next((each for each in keys[place:] + keys[:place] if self._is_open(each)), None)

    def _is_open(self, key: str) -> bool:
        return key not in self.tasks or self.tasks[key].result not in (PASSED, FAILED)


def case_of(claim: Claim) -> Case:
    """How a sent claim stands. Two queries, unless the page has read them already; one more where a partner signs."""
    spec, values = localised_spec(claim), sent_values(claim)
    checks, tasks = applicable(spec.checks, values), {task.key: task for task in claim.tasks.all()}
    if any(check["key"] == SIGNATURES for check in checks):
        checks, tasks = _with_signature(claim, checks, tasks)
    return Case(claim, checks, applicable(spec.awards, values), tasks, list(claim.decisions.all()))


def _with_signature(
    claim: Claim, checks: list[dict[str, Any]], tasks: dict[str, Task]
) -> tuple[list[dict[str, Any]], dict[str, Task]]:
    """Only a signature passes its check, whatever somebody saved; where none is asked for there is no such check."""
    signature = signature_on(claim)
    if signature is None:
        return [check for check in checks if check["key"] != SIGNATURES], tasks
    # What was saved stays as it is, for the timeline.
    task = copy(tasks.get(SIGNATURES)) or Task(claim=claim, key=SIGNATURES, version=0, by_label="")
    if signature.is_settled:
        task.result, task.reasons, task.waiting_for = PASSED, [], ""
        task.at, task.by_label = task.at or signature.settled_at, task.by_label or signature.by_label
    elif task.result != FAILED:
        task.result, task.waiting_for = Task.Result.WAITING, signature.get_state_display()
        task.at = task.at or signature.asked_at
    return checks, {**tasks, SIGNATURES: task}


def case_for(actor: Actor, reference: str) -> Case:
    """A claim as it stands, for staff who may decide it, or 404."""
    require(actor, Permission.CLAIM_PROGRESS)
    return case_of(staff_claim_for(actor, reference))


def decision_for(actor: Actor, reference: str, public_id: uuid.UUID) -> Decision:
    """One decision on a claim, live or undone, for staff who may read claims, or 404."""
    claim = staff_claim_for(actor, reference)
    decision = Decision.objects.select_related("pdf", "post", "film").filter(claim=claim, public_id=public_id).first()
    if decision is None:
        raise Http404
    decision.claim = claim
    return decision


def wants_second_person() -> bool:
    """Whether every decision of this council waits until a second person agrees."""
    return DecidingSettings.objects.filter(second_person=True).exists()


def being_handed_over(decision: Decision) -> bool:
    """Whether a system of the council's may be taking a decision at this moment."""
    waiting = Delivery.objects.filter(decision=decision, state=Delivery.State.DUE)
    return waiting.filter(under_way_until__gt=Clock()).exists()


def handed_over(decision: Decision) -> Delivery | None:
    """Where a decision was accepted first, by a system of the council's that goes by it; None while nowhere."""
    accepted = Delivery.objects.filter(decision=decision, state=Delivery.State.ACCEPTED).select_related("destination")
    return accepted.order_by("accepted_at").first()
