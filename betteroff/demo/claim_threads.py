"""Threads of the demo: in one the council waits for the claimant, in one the claimant for the council."""

from __future__ import annotations

import uuid

from accounts.actors import Actor
from accounts.models import Council, Membership, Resident
from accounts.permissions import Role
from casework.actions.writing import write_message
from casework.readers.attention import seen_of
from claims.models import Claim, ThreadMessage
from claims.thread.actions.writing import Words, write_to_council

COUNCIL = "calderbrook"


def show_threads(council: Council) -> None:
    """What the demo of a council shows of threads; nothing more on a second load."""
    if council.slug != COUNCIL or ThreadMessage.objects.exists():
        return
    aisha = _staff(council, "aisha@calderbrook.example")
    derek, nasreen = _claim(council, "derek@example.org"), _claim(council, "nasreen@example.org")
    _ask(derek, council, "Do you need my old tenancy agreement, or only the one from this year?")
    _answer(derek, aisha, "The one from this year is enough.\n\nHow many people sleep in the home on most nights?")
    _answer(nasreen, aisha, "Thank you for your claim. I look at it this week.")
    _ask(nasreen, council, "My hours at work change from Monday, from 16 to 24 a week. Do I need to send a new form?")


def _ask(claim: Claim, council: Council, words: str) -> None:
    by = Actor(council=council, user=claim.resident.user, resident=claim.resident)
    write_to_council(public_id=claim.public_id, written=_words(words), by=by)


def _answer(claim: Claim, by: Actor, words: str) -> None:
    sent = write_message(reference=claim.reference, written=_words(words), seen=seen_of(claim), by=by)
    # Nobody who tries the demo waits for it to go.
    claim.thread.filter(pk=sent.pk).update(send_after=sent.written_at, tell_at=sent.written_at)


def _words(words: str) -> Words:
    return Words(words, "en-gb", uuid.uuid4())


def _claim(council: Council, email: str) -> Claim:
    resident = Resident.objects.get(user__email=email)
    return Claim.objects.select_related("resident__user").get(resident=resident, submitted_at__isnull=False)


def _staff(council: Council, email: str) -> Actor:
    membership = Membership.objects.select_related("user").get(user__email=email, roles__contains=[Role.ADVISOR])
    return Actor(council=council, user=membership.user, membership=membership, second_factor=True)
