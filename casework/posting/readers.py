"""Which letters have to be posted, and where to."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.models import ContactBy
from accounts.permissions import Permission, require
from casework.models import Decision, LetterPdf, PostalLetter
from claims.models import Claim
from claims.readers.following import held_facts
from formspec.rules.answer_types.people import PARTS, is_nowhere
from notifications.readers import can_be_told

# So many are printed at once.
MOST_AT_ONCE = 40
ADDRESS = "address.current"
State, Why = PostalLetter.State, PostalLetter.Why


class Way(NamedTuple):
    """Why a letter goes by post, and whether it can."""

    why: str
    state: str


def address_of(claim: Claim) -> list[str]:
    """The lines of the claimant's address as the claim says it now, their name first; [] where it says none, or
    that they have none.
    """
    said = held_facts(claim).get(ADDRESS)
    if said is None or is_nowhere(said):
        return []
    return [line for line in (claim.submission.name, *(said.get(part, "") for part in PARTS["address"])) if line]


def postal_way(claim: Claim) -> Way | None:
    """How the letter of a decision goes to the claimant by post; None where it need not: they are told otherwise."""
    resident = claim.resident
    asked = ContactBy.POST in resident.contact_by
    if not asked and can_be_told(resident):
        return None
    why = Why.ASKED if asked else Why.ONLY_WAY
    if not resident.safe_to_contact:
        return Way(why, State.NOT_SAFE)
    return Way(why, State.TO_POST if address_of(claim) else State.NO_ADDRESS)


def printed_address(claim: Claim) -> list[str]:
    """What stands in the window of the envelope; [] for a letter that is not posted."""
    way = postal_way(claim)
    return address_of(claim) if way is not None and way.state == State.TO_POST else []


def waiting_letters(actor: Actor) -> list[PostalLetter]:
    """The letters that wait for somebody to post them, or to tell the claimant, the oldest first; MOST_AT_ONCE of
    them. A letter that another replaces waits no more.
    """
    require(actor, Permission.CLAIM_PROGRESS)
    return list(_waiting()[:MOST_AT_ONCE])


def _waiting() -> QuerySet[PostalLetter]:
    letters = PostalLetter.objects.filter(state__in=PostalLetter.WAITING, decision__state=Decision.State.SENT)
    return letters.select_related("decision__claim__submission", "decision__claim__resident").order_by("made_at", "pk")


def number_waiting() -> int:
    """How many letters wait."""
    return PostalLetter.objects.filter(state__in=PostalLetter.WAITING, decision__state=Decision.State.SENT).count()


def waiting_letter(actor: Actor, public_id: uuid.UUID | str) -> PostalLetter:
    """One of them, or 404."""
    require(actor, Permission.CLAIM_PROGRESS)
    found = _waiting().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def letters_to_print(actor: Actor, last: int) -> list[PostalLetter]:
    """Those of the page whose newest letter to post has this key, as far as their PDF is drawn."""
    require(actor, Permission.CLAIM_PROGRESS)
    shown = [each.pk for each in _waiting()[:MOST_AT_ONCE] if each.pk <= last and each.state == State.TO_POST]
    drawn = _waiting().filter(pk__in=shown, decision__pdf__state=LetterPdf.State.READY)
    return list(drawn.select_related("decision__pdf"))
