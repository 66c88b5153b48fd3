"""A letter is for the post; it was printed, posted, or the claimant was told in another way."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import Decision, PostalLetter
from casework.posting.readers import State, address_of, letters_to_print, postal_way, waiting_letter
from claims.models import Claim


def keep_for_post(*, decision: Decision, claim: Claim) -> PostalLetter | None:
    """Write down that a letter which goes now is to be posted; None where it need not be. Of the transaction that
    sends it, whose trail says so.
    """
    way = postal_way(claim)
    if way is None:
        return None
    address = "\n".join(address_of(claim)) if way.state == State.TO_POST else ""
    return PostalLetter.objects.create(
        decision=decision, why=way.why, state=way.state, address=address, made_at=timezone.now()
    )


@transaction.atomic
def print_letters(*, last: int, by: Actor) -> list[PostalLetter]:
    """The letters of the page whose newest has this key, opened to be printed. Raises PermissionDenied."""
    letters = letters_to_print(by, last)
    for letter in letters:
        claim = letter.decision.claim
        audit.record("claims.letter.printed", by=by, resident=claim.resident, subject=claim.reference)
    return letters


@transaction.atomic
def record_posted(*, public_ids: Iterable[str], by: Actor) -> int:
    """Letters were posted: how many were still waiting for that. Raises PermissionDenied."""
    require(by, Permission.CLAIM_PROGRESS)
    waiting = PostalLetter.objects.filter(public_id__in=public_ids, state=State.TO_POST)
    letters = waiting.select_for_update(of=("self",)).select_related("decision__claim__resident").order_by("pk")
    for letter in letters:
        _settle(letter, State.POSTED, "", by)
    return len(letters)


@transaction.atomic
def record_told(*, public_id: uuid.UUID | str, because: str, by: Actor) -> None:
    """The claimant was told in another way: `because`. Raises Http404 for a letter that does not wait any more."""
    found = waiting_letter(by, public_id)
    letter = PostalLetter.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if letter.state in PostalLetter.WAITING:
        letter.decision = found.decision
        _settle(letter, State.TOLD, because, by)


def _settle(letter: PostalLetter, state: str, because: str, by: Actor) -> None:
    letter.state, letter.because = state, because
    letter.settled_at, letter.settled_by, letter.settled_by_label = timezone.now(), by.user, by.label
    letter.save(update_fields=["state", "because", "settled_at", "settled_by", "settled_by_label"])
    claim, code = letter.decision.claim, "claims.letter.posted" if state == State.POSTED else "claims.letter.told"
    audit.record(code, by=by, resident=claim.resident, subject=claim.reference)
