"""When a claim can be decided, and how: a decision is earned by its checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from formspec.rules.checks import APPROVE, REFUSE

PASSED, FAILED = "passed", "failed"
AWARDED, NOTHING_DUE, REFUSED, WITHDRAWN = "awarded", "nothing_due", "refused", "withdrawn"
Check = dict[str, Any]


@dataclass(frozen=True)
class Given:
    """An award: its key on the form, pence or None where there is no money, from which day, until which or on."""

    key: str
    pence: int | None
    starts_on: dt.date
    ends_on: dt.date | None = None


@dataclass(frozen=True)
class Proposal:
    """What somebody is about to decide. reasons: "check:reason" of failed checks; exceptions: check → why it may stay
    open though the claim is approved; summary: the officer's own words in the letter.
    """

    outcome: str
    awards: tuple[Given, ...] = ()
    reasons: tuple[str, ...] = ()
    exceptions: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""


def standing_in_the_way(outcome: str, checks: list[Check], results: Mapping[str, str]) -> list[str]:
    """The keys of the checks that hold up this outcome. `results`: check → result, nothing for one not touched.

    To award, those that block approving must be passed; to refuse or find nothing due, those that block refusing must
    be passed or failed. Who withdraws a claim needs no check.
    """
    if outcome == WITHDRAWN:
        return []
    blocking, done = (APPROVE, (PASSED,)) if outcome == AWARDED else (REFUSE, (PASSED, FAILED))
    return [check["key"] for check in checks if blocking in check["blocks"] and results.get(check["key"]) not in done]


def usable_reasons(checks: list[Check], tasks: Mapping[str, Any]) -> list[tuple[str, Check, dict[str, str]]]:
    """What a refusal can rest on: "check:reason", its check and its words, for each reason of each failed task."""
    return [
        (f"{check['key']}:{reason['key']}", check, reason)
        for check in checks
        if check["key"] in tasks and tasks[check["key"]].result == FAILED
        for reason in check["reasons"]
        if reason["key"] in tasks[check["key"]].reasons
    ]


def not_earned(
    proposal: Proposal, checks: list[Check], tasks: Mapping[str, Any], awards: list[dict[str, Any]]
) -> Iterator[str]:
    """Why a proposal cannot be decided: "open:CHECK", "no_award", "unknown_award:KEY", "no_reason",
    "unknown_reason:REASON", "no_summary"; nothing when it can.
    """
    results = {key: task.result for key, task in tasks.items()}
    for key in standing_in_the_way(proposal.outcome, checks, results):
        if not (proposal.outcome == AWARDED and proposal.exceptions.get(key, "").strip()):
            yield f"open:{key}"
    known = {name for name, _check, _reason in usable_reasons(checks, tasks)}
    yield from (f"unknown_reason:{name}" for name in proposal.reasons if name not in known)
    if proposal.outcome in (REFUSED, NOTHING_DUE) and not proposal.reasons:
        yield "no_reason"
    yield from _award_problems(proposal, {award["key"] for award in awards})


def _award_problems(proposal: Proposal, known: set[str]) -> Iterator[str]:
    given = {award.key for award in proposal.awards}
    yield from (f"unknown_award:{key}" for key in sorted(given - known))
    if proposal.outcome == AWARDED and not given:
        yield "no_award"
    # Whoever gets one thing of two reads why not the other.
    partly = proposal.outcome == AWARDED and given and known - given
    if partly and not (proposal.reasons or proposal.summary.strip()):
        yield "no_summary"
