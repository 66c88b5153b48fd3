"""Verifying one answer of a claim, and taking the verification back."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.models import Verification
from casework.readers.verifying import answer_to_verify, is_same, verified_in
from claims.readers.answer_store import sent_values, values_at


class AnswerMoved(Exception):
    """The answer is another than the page showed. Nothing was saved."""


class MarkMoved(Exception):
    """The mark is another than the page showed: somebody verified the answer meanwhile. Nothing was saved."""


@transaction.atomic
def verify_answer(
    *, reference: str, key: str, entry: int, against: str, words: str, based_on: int, by: Actor
) -> Verification:
    """Say that an answer is right, against what (one of Against, and which) it was compared.

    `entry` is the entry of a repeating group, from 1, or 0; `based_on` how often the claim had been corrected when the
    page was drawn. The same sent twice is kept once. Raises AnswerMoved, MarkMoved, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    answer = answer_to_verify(claim, key, entry)
    if answer is None:
        raise Http404
    if based_on > claim.corrected:
        raise AnswerMoved
    if based_on != claim.corrected and not is_same(claim, (key, entry), values_at(claim, based_on), sent_values(claim)):
        raise AnswerMoved
    known = verified_in(claim).get((key, entry))
    if known is not None:
        if (known.by_id, known.against, known.words) != (by.user.pk, against, words):
            raise MarkMoved
        return known
    found = Verification.objects.create(
        claim=claim, key=key, entry=entry, version=claim.corrected, against=against, words=words,
        by=by.user, by_label=by.label, at=timezone.now(),
    )  # fmt: skip
    _record("claims.answer.verified", found, by)
    return found


@transaction.atomic
def take_back_verification(*, reference: str, key: str, entry: int, which: int, by: Actor) -> None:
    """Say that an answer is not verified after all; that it was stays in the history. `which` is the key of the mark
    that the page showed; taken back already, that stays. Raises MarkMoved, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    found = claim.verifications.filter(key=key, entry=entry, pk=which).first()
    if found is None:
        raise Http404
    if verified_in(claim).get((key, entry), found) != found:
        raise MarkMoved
    if found.ended_at is not None:
        return
    found.ended_at, found.ended_by_label = timezone.now(), by.label
    found.save(update_fields=["ended_at", "ended_by_label"])
    _record("claims.answer.unverified", found, by)


def _record(code: str, verification: Verification, by: Actor) -> None:
    claim = verification.claim
    detail = {"question": verification.key, "entry": verification.entry}
    audit.record(code, by=by, resident=claim.resident, subject=claim.reference, detail=detail)
