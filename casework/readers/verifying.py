"""Which answers of a claim staff have verified, as the answers are now."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import Verification
from casework.readers.claims import staff_claim_for
from claims.models import Claim
from claims.readers.answer_store import sent_values, values_at
from claims.readers.hidden import HiddenAnswer, sent_answer
from formspec.rules.answer_types import type_of

Place = tuple[str, int]


def answer_to_verify(claim: Claim, key: str, entry: int) -> HiddenAnswer | None:
    """The answer that holds now; None: there is none, or it is a file, which is accepted as a paper."""
    found = sent_answer(claim, key, entry)
    return None if found is None or type_of(found.question).is_upload else found


def answer_to_verify_for(actor: Actor, reference: str, key: str, entry: int) -> tuple[Claim, HiddenAnswer]:
    """A claim and one answer of it, for staff who work on claims, or 404."""
    require(actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(actor, reference)
    found = answer_to_verify(claim, key, entry)
    if found is None:
        raise Http404
    return claim, found


def verified_in(claim: Claim) -> dict[Place, Verification]:
    """By question and entry, the verification of an answer that is the same still. The answers of older versions are
    read where there are some.
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
        if sent_answer(claim, each.key, each.entry, then[each.version]) == sent_answer(claim, each.key, each.entry)
    }
