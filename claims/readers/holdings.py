"""What claims keep in a person's record, for whoever is asked whose it is (accounts/holdings.py)."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from accounts.holdings import Held
from accounts.models import Resident
from claims.models import Claim, Submission
from claims.readers.answer_store import localised_spec
from claims.readers.claimant import claimant_of


def held_in(resident: Resident) -> list[Held]:
    """The drafts, checks and sent claims of a record."""
    claims = Claim.objects.filter(resident=resident).select_related("submission")
    return [_held(claim, resident) for claim in claims.defer("submission__answers", "submission__secret")]


def _held(claim: Claim, resident: Resident) -> Held:
    claimant = claimant_of(claim)
    contacts = {claimant.email, claimant.phone}
    if claim.is_draft:
        # Where its link was sent. Those of a sent claim were frozen with it: what is typed later proves nothing.
        contacts |= {resident.email.lower(), resident.phone}
    return Held(
        title=localised_spec(claim).title,
        name=claimant.name,
        born_on=claimant.born_on,
        began_at=claim.started_at,
        sent_at=claim.submitted_at,
        contacts=frozenset(contacts - {""}),
        reference=claim.reference or "",
    )


def sent_with(contacts: Collection[str]) -> set[int]:
    """The records from which a claim was sent with one of these contacts in it."""
    given = Q(email__in=contacts) | Q(phone__in=contacts)
    return set(Submission.objects.filter(given).values_list("claim__resident_id", flat=True))
