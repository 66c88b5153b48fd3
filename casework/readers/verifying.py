"""Which answers of a claim staff have verified, as the answers are now."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import Verification
from casework.readers.claims import staff_claim_for
from claims.models import Claim
from claims.readers.answer_store import localised_spec, sent_values, values_at
from claims.readers.hidden import HiddenAnswer, group_of, sent_answer
from formspec.rules.answer_types import type_of
from formspec.rules.display import row_title
from formspec.rules.form_spec import Question
from formspec.rules.sharing import is_own_act

Place = tuple[str, int]


def answer_to_verify(claim: Claim, key: str, entry: int) -> HiddenAnswer | None:
    """The answer that holds now; None: there is none, or nothing that can be verified (`can_be_right`)."""
    found = sent_answer(claim, key, entry)
    return found if found is not None and can_be_right(found.question) else None


def can_be_right(question: Question) -> bool:
    """Whether its answer can be compared with anything: no group, whose entries are, no file, which is accepted as a
    paper, and no act of the claimant's own.
    """
    answer_type = type_of(question)
    return answer_type.takes_answer and not (answer_type.is_group or answer_type.is_upload or is_own_act(question))


def places_to_verify(claim: Claim) -> frozenset[Place]:
    """The places of all the answers that hold now and can be verified."""
    spec, values = localised_spec(claim), sent_values(claim)
    found: set[Place] = {(key, 0) for key, each in spec.questions.items() if key in values and can_be_right(each)}
    for key, group in spec.questions.items():
        if type_of(group).is_group:
            parts = [part["key"] for part in group["fields"] if can_be_right(part)]
            for number, entry in enumerate(values.get(key, []), start=1):
                found |= {(part, number) for part in parts if part in entry}
    return frozenset(found)


def claim_to_verify_for(actor: Actor, reference: str) -> Claim:
    """A claim, for staff who work on claims, or 404."""
    require(actor, Permission.CLAIM_PROGRESS)
    return staff_claim_for(actor, reference)


def answer_to_verify_for(actor: Actor, reference: str, key: str, entry: int) -> tuple[Claim, HiddenAnswer]:
    """A claim and one answer of it, for staff who work on claims, or 404."""
    claim = claim_to_verify_for(actor, reference)
    found = answer_to_verify(claim, key, entry)
    if found is None:
        raise Http404
    return claim, found


def verified_in(claim: Claim) -> dict[Place, Verification]:
    """By question and entry, the verification of an answer that is the same still, in the same entry: another one can
    have its number since, and the same answer. The answers of older versions are read where there are some.
    """
    standing = [each for each in claim.verifications.all() if each.ended_at is None]
    if not standing:
        return {}
    then: dict[int, dict[str, Any]] = {claim.corrected: sent_values(claim)}
    for version in {each.version for each in standing} - then.keys():
        then[version] = values_at(claim, version)
    return {
        (each.key, each.entry): each
        for each in standing
        if is_same(claim, (each.key, each.entry), then[each.version], then[claim.corrected])
    }


def is_same(claim: Claim, place: Place, before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether an answer is the same among two versions of all answers, and its entry is called the same."""
    key, entry = place
    if sent_answer(claim, key, entry, before) != sent_answer(claim, key, entry, now):
        return False
    return not entry or _title(claim, key, entry, before) == _title(claim, key, entry, now)


def _title(claim: Claim, key: str, entry: int, values: dict[str, Any]) -> str:
    group = group_of(claim, key)
    entries = values.get(group["key"], []) if group else []
    return row_title(group, entry, entries[entry - 1]) if group and entry <= len(entries) else ""
