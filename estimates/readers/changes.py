"""Changes of a sent claim as the calculator sees them, and what was worked out for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.models import Claim
from claims.readers.answer_store import sent_values
from claims.readers.following import changes_before, held_facts
from estimates.models import ChangeEstimate
from estimates.readers.estimates import can_estimate
from estimates.rules.changes import CHILD, PICKED, Changed, facts_after


@dataclass(frozen=True)
class FactsAround:
    """The facts of a claim before and after a change. `unknown`: what has changed and cannot be put in, as values of
    the form's question; with `is_unknown_before`, it was told by an earlier change.
    """

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    unknown: tuple[str, ...] = ()
    is_unknown_before: bool = False


def feeds_calculator(change: Claim) -> bool:
    """Whether a sent claim tells a change of one whose form asks what an estimate needs. No query beside the claims."""
    return change.follows is not None and can_estimate(change.follows)


def facts_around(change: Claim) -> FactsAround:
    """The facts before and after a sent change: earlier ones of the same claim hold before it."""
    before = held_facts(change.follows)
    for earlier in changes_before(change):
        changed = _put_in(before, earlier)
        if changed.unknown:
            return FactsAround(before, before, changed.unknown, is_unknown_before=True)
        before = changed.facts
    changed = _put_in(before, change)
    return FactsAround(before, changed.facts, changed.unknown)


def _put_in(facts: Mapping[str, Any], change: Claim) -> Changed:
    values = sent_values(change)
    return facts_after(facts, held_facts(change), values.get(PICKED) or [], values.get(CHILD, ""))


def change_estimate(change: Claim) -> ChangeEstimate | None:
    """What was worked out for a change, or None. The caller has the claim from a reader that checked it."""
    return ChangeEstimate.objects.filter(claim=change).first()
