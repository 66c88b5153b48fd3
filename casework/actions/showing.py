"""Showing staff one answer that pages mask."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.models import Showing
from claims.readers.hidden import HiddenAnswer, hidden_answer


class AlreadyShown(Exception):
    """What this page asked for was shown once. Nothing is shown or written down again."""


@transaction.atomic
def show_answer(
    *, reference: str, key: str, entry: int, reason: str, words: str, asked_with: uuid.UUID, by: Actor
) -> HiddenAnswer:
    """Write down who has an answer shown and why, and return it.

    `entry` is the entry of a repeating group, from 1, or 0; `reason` one of ShowingReason, and `words` what goes with
    OTHER; `asked_with` the page that asked. The claimant reads all of it but the answer in their trail. Raises
    AlreadyShown, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_SHOW_HIDDEN, by)
    found = hidden_answer(claim, key, entry)
    if found is None:
        raise Http404
    if Showing.objects.filter(asked_with=asked_with).exists():
        raise AlreadyShown
    showing = Showing.objects.create(
        asked_with=asked_with, claim=claim, key=key, entry=entry, reason=reason, words=words,
        by=by.user, by_label=by.label, at=timezone.now(),
    )  # fmt: skip
    audit.record(
        "claims.answer.shown", by=by, resident=claim.resident, subject=claim.reference,
        detail={"question": key, "entry": entry, "reason": reason, "showing": showing.pk},
    )  # fmt: skip
    return found
