"""Asks for corrections, made by the real actions, and what is typed for them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from accounts.actors import Actor
from casework.correcting.actions import Wanted, ask_for_correction, lock_for_officer
from claims.correcting.actions.locking import lock_to_send, lock_to_type
from claims.correcting.actions.saving import Typed, save_typed
from claims.correcting.actions.sending import send_correction
from claims.models import Claim, Correction, CorrectionAsk

WORDS = "You told us of a cat. Is it still there?"


def wanted(claim: Claim, *keys: str, **more: Any) -> Wanted:
    """What an officer asks for, of the claim as it is now."""
    now = Claim.objects.get(pk=claim.pk)
    given = {
        "whose": "claimant", "keys": list(keys), "reason": "wrong", "words": WORDS, "asked_with": uuid.uuid4(),
        "due_on": timezone.localdate() + dt.timedelta(days=14), "based_on": now.corrected,
    } | more  # fmt: skip
    return Wanted(**given)


def ask(claim: Claim, by: Actor, *keys: str, **more: Any) -> CorrectionAsk:
    """An ask for these questions."""
    return ask_for_correction(reference=claim.reference, wanted=wanted(claim, *keys, **more), by=by)


def save(asked: CorrectionAsk, by: Actor, answers: dict[Any, Any], **more: Any):
    """Type answers, by key or (key, row)."""
    places = {key if isinstance(key, tuple) else (key, ""): raw for key, raw in answers.items()}
    revision = CorrectionAsk.objects.get(pk=asked.pk).revision
    return save_typed(lock=locking(asked, by), read=lambda case: Typed(places, revision, **more))


def locking(asked: CorrectionAsk, by: Actor, *, to_send: bool = False):
    """The lock of whoever corrects."""
    claim = asked.claim
    if by.is_staff:
        return lambda: lock_for_officer(claim.reference, asked.public_id, by)
    lock = lock_to_send if to_send else lock_to_type
    return lambda: lock(claim.public_id, asked.public_id, by)


def send(asked: CorrectionAsk, by: Actor, answers: dict[Any, Any] | None = None) -> Correction:
    """Type answers and send them."""
    if answers is not None:
        save(asked, by, answers)
    revision = CorrectionAsk.objects.get(pk=asked.pk).revision
    return send_correction(lock=locking(asked, by, to_send=True), revision=revision, by=by)
