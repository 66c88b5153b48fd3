"""Asking for an estimate, and working it out: a row with a due time first, then a worker."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Council, Delegation
from accounts.permissions import Scope
from calculator.household.as_json import household_json
from calculator.household.household import Household
from calculator.household.parsing import HouseholdProblems, parse_household
from calculator.interface import Engine
from calculator.run import default_engine, estimate_result
from claims.actions.answering import start_claim
from claims.models import Claim
from claims.readers import claims as readers
from core.due_work import ERROR_LENGTH
from core.tasks import enqueue
from estimates.actions.calculating import work_out
from estimates.actions.engine_choice import current_engine, engine_for
from estimates.actions.result_cache import kept_result
from estimates.models import Estimate, Origin
from estimates.readers.estimates import can_estimate, latest_estimate, latest_ready, what_to_fix
from estimates.readers.household import household_of
from estimates.readers.rules_in_force import rules_in_force

# What computers may have waiting at once in a council, and from one network address. A person's goes first anyway.
MOST_WAITING, MOST_WAITING_FROM_NETWORK = 50, 10
# An estimate takes about this long, with what else a worker does.
SECONDS_EACH = 0.5


class TooManyWaiting(Exception):
    """So many estimates of the API wait that no other is taken. retry_after: seconds until some of them are done."""

    def __init__(self, waiting: int):
        super().__init__(waiting)
        self.retry_after = max(5, round(waiting * SECONDS_EACH))


@transaction.atomic
def ask_estimate(*, claim: Claim, by: Actor) -> Estimate:
    """Promise the claimant an estimate from the answers as they are now, and return its row.

    Asked again with the same household and engine, it returns the row there is. Answers that make no household
    give a row that failed and says what to tell us. For the claimant and helpers who may work out what they could
    get; the caller has it from a reader that checked who may look at it. Raises PermissionDenied.
    """
    grant = None
    if not readers.is_own(by, claim):
        grant = readers.grant_to_money(by, claim, lock=True)
        if grant is None:
            raise PermissionDenied
    return estimate_answers(claim=claim, by=by, grant=grant)


@transaction.atomic
def estimate_answers(*, claim: Claim, by: Actor, grant: Delegation | None = None) -> Estimate:
    """`ask_estimate` for whoever has just answered or sent the claim, by whatever right they did; `grant` is a helper's
    who asked for it.
    """
    # Two clicks wait for each other here, so that they share one row.
    Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    wanted = _from_answers(claim, by.council)
    latest = latest_estimate(claim)
    if latest is not None and _answers(latest, wanted):
        return latest
    estimate = Estimate.objects.create(claim=claim, resident=claim.resident, **wanted)
    audit.record(
        "claims.estimate.asked", by=by, resident=claim.resident, grant=grant or _grant_of_helper(claim, by),
        subject=claim.reference or f"draft {claim.public_id}",
    )  # fmt: skip
    _wake(estimate)
    return estimate


def _grant_of_helper(claim: Claim, by: Actor) -> Delegation | None:
    """Whoever helps may look, whether they filled the claim in or sent it: that grant stands in the trail."""
    return None if readers.is_own(by, claim) else readers.grant_on(by, claim, Scope.VIEW_CLAIMS)


@transaction.atomic
def estimate_sent_claim(*, claim: Claim, by: Actor) -> None:
    """Ask for the estimate of a claim that was just sent, where its form asks enough for one.

    It is what led to the claim, unless the estimate of a check did.
    """
    if not can_estimate(claim):
        return
    estimate = estimate_answers(claim=claim, by=by)
    if estimate.state != Estimate.State.FAILED:
        Origin.objects.get_or_create(claim=claim, defaults={"estimate": estimate})


@transaction.atomic
def start_from_check(*, check: Claim, slug: str, language: str, by: Actor) -> Claim:
    """Begin a claim filled in with the answers of the person's own check, whose newest estimate led to it.

    The caller has the check from a reader that checked it. Raises FormClosed, NotSetUp, Http404.
    """
    claim = start_claim(slug=slug, language=language, by=by, copy_from=check)
    estimate = latest_ready(check)
    if estimate is not None:
        Origin.objects.create(claim=claim, estimate=estimate)
    return claim


@transaction.atomic
def ask_estimate_for_household(*, household_json: Any, by: Actor) -> Estimate:
    """Promise an estimate for a household given as JSON data, about nobody we know.

    No audit row: the trail is about people's records, and anybody may ask. Raises HouseholdProblems, TooManyWaiting.
    """
    household = parse_household(household_json)
    waiting = Estimate.objects.filter(claim__isnull=True, state=Estimate.State.DUE)
    number = waiting.count()
    if number >= MOST_WAITING:
        raise TooManyWaiting(number)
    # A keyed hash, to count what waits from one address; it goes with the row after two days.
    asked_from = {"asked_from": by.origin.network} if by.origin.network else {}
    own = waiting.filter(provenance__contains=asked_from).count() if asked_from else 0
    if own >= MOST_WAITING_FROM_NETWORK:
        raise TooManyWaiting(own)
    estimate = Estimate.objects.create(**_inputs(household), provenance=asked_from)
    _wake(estimate)
    return estimate


def _inputs(household: Household) -> dict[str, Any]:
    """The columns that hold what goes into the calculation."""
    return {"household": household_json(household), "rules": rules_in_force(household)}


def _from_answers(claim: Claim, council: Council) -> dict[str, Any]:
    """The column values that the claim's answers make."""
    try:
        household, inputs, unknowns = household_of(claim, council)
    except HouseholdProblems as problem:
        sentence = what_to_fix(problem.problems)
        return {
            "state": Estimate.State.FAILED,
            "household": {},
            "error": str(sentence)[:ERROR_LENGTH],
            "provenance": {"problem": asdict(sentence)},
        }
    return {
        "state": Estimate.State.DUE,
        **_inputs(household),
        "provenance": {"inputs": inputs, "unknowns": [asdict(each) for each in unknowns]},
    }


def _answers(latest: Estimate, wanted: dict[str, Any]) -> bool:
    """True when the latest estimate is, or will be, the answer to what is wanted now."""
    if wanted["state"] == Estimate.State.FAILED:
        return latest.state == Estimate.State.FAILED and latest.error == wanted["error"]
    inputs = ("household", "rules", "provenance")
    if any(getattr(latest, name) != wanted[name] for name in inputs):
        return False
    current = (latest.engine, latest.engine_version) == current_engine(latest.council_id)
    return latest.state == Estimate.State.DUE or (latest.state == Estimate.State.READY and current)


def _wake(estimate: Estimate) -> None:
    if estimate.state == Estimate.State.DUE:
        enqueue("estimates.run_estimate", estimate.council_id, str(estimate.public_id))


def run_estimate(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Work out one estimate if it is due and nobody else is at it; False when there was none to do."""
    return work_out(Estimate, council_id=council_id, public_id=public_id, calculate=_calculate)


def _calculate(estimate: Estimate) -> dict[str, Any]:
    engine, today = _engine_for(estimate), timezone.localdate()

    def calculate() -> dict[str, Any]:
        return estimate_result(estimate.household, today=today, engine=engine, rules=estimate.rules)

    if engine is not default_engine():
        # What a calculator elsewhere says can change from one hour to the next.
        return calculate()
    household = parse_household(estimate.household)
    return kept_result(
        household, engine=engine, rules=estimate.rules, council_id=estimate.council_id, today=today, work_out=calculate
    )


def _engine_for(estimate: Estimate) -> Engine:
    """The council's choice for a claim. For the public API the embedded one: anybody may ask there, as often as the
    limit allows, and a council pays for each request to another.
    """
    if estimate.claim_id is None:
        return default_engine()
    return engine_for(estimate.council_id, question=str(estimate.public_id))
