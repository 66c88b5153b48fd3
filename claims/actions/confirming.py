"""The claimant says that what somebody typed for them is right."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from claims.actions.answering import lock_draft
from claims.models import Answer
from claims.readers.answer_store import stored_answers
from claims.readers.claims import form_state_of
from claims.readers.own_word import own_contacts, unconfirmed, version_of


class AnswersMoved(Exception):
    """What was seen is not what is stored any more, or nothing waits. Nothing was confirmed."""


@transaction.atomic
def confirm_typed(*, public_id: str | uuid.UUID, seen: str, by: Actor, proven: str = "") -> None:
    """Confirm the answers of the version `seen` (readers.own_word.version_of), so that a helper may send them.

    The claimant does it signed in. For a helper, `proven` is the claimant's own contact, to which a code was sent that
    was typed here. Raises AnswersMoved, Http404, PermissionDenied.
    """
    claim, grant = lock_draft(public_id, by)
    if grant is not None and proven not in own_contacts(claim.resident):
        raise PermissionDenied
    stored = stored_answers(claim)
    waiting = unconfirmed(claim, form_state_of(claim, stored), stored)
    if not waiting or seen != version_of(waiting):
        raise AnswersMoved
    for each in waiting:
        place = Answer.objects.filter(claim=claim, key=each.key, row=each.row)
        place.update(provenance=Answer.Provenance.CONFIRMED)
    audit.record(
        "claims.answers.confirmed_by_code" if grant is not None else "claims.answers.confirmed", by=by,
        resident=claim.resident, grant=grant, subject=f"draft {claim.public_id}",
        detail={"questions": sorted({each.key for each in waiting})},
    )  # fmt: skip
