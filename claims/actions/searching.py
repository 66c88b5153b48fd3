"""What a sent claim is found by, written when it is sent and whenever that is worked out in another way."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from claims.models import Claim, SearchTerm
from claims.readers.answer_store import spec_of
from claims.readers.claimant import HOME, claimant_in
from claims.readers.claims import form_state_of
from claims.readers.searching import keyed_nino
from claims.rules.sounds import sounds_to_find
from core.rules.names import words_to_find
from core.rules.postcodes import compact
from formspec.rules.facts import facts_of

Kind = SearchTerm.Kind
ADDRESSES = (HOME, "address.correspondence")
NINOS = ("person.nino", "partner.nino")
LONGEST = SearchTerm._meta.get_field("term").max_length


def make_findable(claim: Claim, facts: dict[str, Any]) -> None:
    """Write what a claim that is being sent is found by; `facts` are those of its form."""
    SearchTerm.objects.bulk_create(
        SearchTerm(claim=claim, kind=kind, term=term[:LONGEST]) for kind, term in sorted(_terms(claim, facts))
    )


@transaction.atomic
def make_findable_again(claim: Claim, facts: dict[str, Any] | None = None) -> None:
    """The same of a claim that was sent before; `facts`, where they are known."""
    SearchTerm.objects.filter(claim=claim).delete()
    make_findable(claim, facts_of(spec_of(claim).data, form_state_of(claim)) if facts is None else facts)


def _terms(claim: Claim, facts: dict[str, Any]) -> set[tuple[str, str]]:
    # The name that it was sent with, and what that was corrected to.
    names = f"{claim.submission.sent_name} {claim.submission.name} {claimant_in(facts).name}"
    found = {(Kind.NAME.value, word) for word in words_to_find(names)}
    found |= {(Kind.SOUND.value, key) for key in sounds_to_find(names)}
    # A change is found with its claim.
    references = [claim.reference, *([claim.follows.reference] if claim.follows else [])]
    found |= {(Kind.REFERENCE.value, group) for each in references for group in each.split("-")[1:]}
    postcodes = [(facts.get(each) or {}).get("postcode") for each in ADDRESSES]
    found |= {(Kind.POSTCODE.value, compact(each)) for each in postcodes if each}
    return found | {(Kind.NINO.value, keyed_nino(facts[each])) for each in NINOS if facts.get(each)}
