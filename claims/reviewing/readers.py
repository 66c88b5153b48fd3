"""The review of a claim that waits for its claimant, and those that there were."""

from __future__ import annotations

import uuid

from accounts.actors import Actor
from claims.changing.readers import own_sent_claim
from claims.models import AwardReview, Claim
from claims.readers.answer_store import spec_of
from claims.readers.claims import form_state_of
from formspec.rules.facts import facts_of

# What a form asks for that answers a review (formspec/library/facts.yaml).
REFERENCE = "claim.review_reference"


def open_review(claim: Claim) -> AwardReview | None:
    """The review that waits for the claimant, or None. No query where none does."""
    if claim.review_until is None:
        return None
    return AwardReview.objects.filter(claim=claim, outcome=AwardReview.Outcome.OPEN).first()


def reviews_of(claim: Claim) -> list[AwardReview]:
    """All reviews of a claim, newest first."""
    return list(AwardReview.objects.filter(claim=claim).select_related("change").order_by("-asked_at", "-pk"))


def reviewed_by(form: Claim) -> int | None:
    """The key of the claim whose review a form answers: the one whose changes it tells, or the one of the same record,
    in review, whose reference it names as its council's letter did. None: no such claim. No query for other forms.
    """
    if form.follows_id is not None:
        return form.follows_id
    if REFERENCE not in spec_of(form).facts:
        return None
    said = _letters(facts_of(spec_of(form).data, form_state_of(form)).get(REFERENCE, ""))
    in_review = Claim.objects.filter(resident=form.resident_id, review_until__isnull=False).order_by("pk")
    known = {_letters(reference): key for key, reference in in_review.values_list("pk", "reference")}
    return known.get(said)


def _letters(reference: str) -> str:
    """A reference as it counts, whichever dashes, spaces and capitals it was typed with."""
    return "".join(each for each in reference.upper() if each.isalnum())


def own_claim_in_review(actor: Actor, public_id: str | uuid.UUID) -> tuple[Claim, AwardReview | None]:
    """A sent claim in the actor's own record with its latest review, open or ended; None: there was none. Or 404."""
    claim = own_sent_claim(actor, public_id)
    return claim, AwardReview.objects.filter(claim=claim).order_by("-asked_at", "-pk").first()
