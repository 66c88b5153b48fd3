"""Asking for a correction, and taking that back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from claims.actions.telling import tell_of_claim
from claims.correcting.actions.sending import settle
from claims.correcting.readers import CLAIMANT, OFFICER, any_ask_of, ask_of, askable, is_over
from claims.correcting.rules import MOST_OPEN
from claims.models import Claim, CorrectionAsk
from claims.readers.answer_store import spec_of
from claims.signals import claim_changed
from formspec.rules.translation import in_language


class ClaimMoved(Exception):
    """The answers were corrected since the page was opened, or the claim is decided. Nothing was saved."""

    def __init__(self, claim: Claim):
        super().__init__(f"claim {claim.pk}")
        self.claim = claim


class TooManyAsks(Exception):
    """So much waits for the claimant already that nothing more is asked. Nothing was saved."""


@dataclass(frozen=True)
class Wanted:
    """What is to be corrected, by whom (CorrectionAsk.Whose), why, and by when. `asked_with` is the page's."""

    whose: str
    keys: Collection[str]
    reason: str
    words: str
    due_on: dt.date | None
    asked_with: uuid.UUID
    based_on: int


@transaction.atomic
def ask_for_correction(*, reference: str, wanted: Wanted, by: Actor) -> CorrectionAsk:
    """Ask the claimant to answer some questions again, and tell them; or begin to correct them for the claimant.

    The same page sent twice asks once. Raises ClaimMoved, TooManyAsks, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    there = CorrectionAsk.objects.filter(claim=claim, public_id=wanted.asked_with).first()
    if there is not None:
        return there
    if is_over(claim) or claim.corrected != wanted.based_on:
        raise ClaimMoved(claim)
    if not wanted.keys or not set(wanted.keys) <= set(askable(claim)):
        raise Http404
    if wanted.whose == CLAIMANT and claim.asked_to_correct >= MOST_OPEN:
        raise TooManyAsks
    ask = CorrectionAsk.objects.create(
        claim=claim, public_id=wanted.asked_with, whose=wanted.whose, keys=list(wanted.keys), reason=wanted.reason,
        words=wanted.words, due_on=wanted.due_on, asked_by=by.user, asked_by_label=by.label, asked_at=timezone.now(),
    )  # fmt: skip
    if wanted.whose == CLAIMANT:
        claim.asked_to_correct += 1
        claim.save(update_fields=["asked_to_correct"])
        audit.record("claims.correction.asked", by=by, resident=claim.resident, subject=claim.reference)
        _tell(claim, by)
        claim_changed.send(sender=Claim, claim=claim)
    return ask


@transaction.atomic
def cancel_ask(*, reference: str, ask_id: uuid.UUID, by: Actor) -> CorrectionAsk:
    """Take back what was asked of the claimant, or what an officer began and did not send; its words stay. Again is the
    same. Raises ClaimMoved when it was sent by now, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    ask = any_ask_of(claim, ask_id, lock=True)
    if ask.cancelled_by_label:
        return ask
    if not ask.is_open:
        raise ClaimMoved(claim)
    ask.cancelled_by_label = by.label
    settle(ask)
    claim.save(update_fields=["asked_to_correct"])
    audit.record("claims.correction.cancelled", by=by, resident=claim.resident, subject=claim.reference)
    claim_changed.send(sender=Claim, claim=claim)
    return ask


def ask_of_officer(claim: Claim, ask_id: uuid.UUID, by: Actor, *, lock: bool = False) -> CorrectionAsk:
    """What an officer began to correct themself, or 404."""
    ask = ask_of(claim, ask_id, OFFICER, lock=lock)
    if by.user is None or ask.asked_by_id != by.user.pk:
        raise Http404
    return ask


def lock_for_officer(reference: str, ask_id: uuid.UUID, by: Actor) -> CorrectionAsk:
    """The same, locked with its claim. Raises Http404, PermissionDenied."""
    return ask_of_officer(locked_claim(reference, Permission.CLAIM_PROGRESS, by), ask_id, by, lock=True)


def _tell(claim: Claim, by: Actor) -> None:
    """Neither what nor why stands in a message: that may say more of somebody than others should read."""
    title = in_language(spec_of(claim), claim.resident.language).title
    tell_of_claim(claim, "correction_asked", context={"reference": claim.reference, "form_title": title}, by=by)
