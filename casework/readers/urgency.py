"""How urgent a claim is, and how to reach its person safely."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from casework.models import UrgencyChange
from claims.models import Claim, Fact
from claims.readers.answer_store import spec_of
from formspec.rules.facts import facts_in

SAFE_WAY = "person.safe_contact_how"


def latest_urgency_change(claim: Claim) -> UrgencyChange | None:
    """What staff said last; None when the answers alone say how urgent it is. All of it is read at once: the claim's
    timeline shows the rest.
    """
    prefetch_related_objects([claim], "urgency_changes")
    return next(reversed(claim.urgency_changes.all()), None)


def safe_way(claim: Claim) -> str:
    """How to reach a person whom it is not safe to contact, as they said it in this claim, else in their latest; ""
    when they have not said. One query at most, and none where it is safe.
    """
    if claim.resident.safe_to_contact:
        return ""
    asked = (key for key, question in spec_of(claim).questions.items() if SAFE_WAY in facts_in(question))
    here = next((claim.submission.answers[key] for key in asked if claim.submission.answers.get(key)), "")
    if here:
        return here
    known = Fact.objects.filter(resident=claim.resident, fact=SAFE_WAY, secret__isnull=True).first()
    return (known.value if known else "") or ""
