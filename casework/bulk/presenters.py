"""What the pages of a batch show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.bulk.readers import counts_of, left_in
from casework.models import Batch, BatchClaim, WhyNot
from casework.presenters.owning import worker_words
from claims.models import Claim


def in_words(batch: Batch) -> str:
    """What is done with each of its claims."""
    if batch.act == Batch.Act.OWNER:
        return _("Who works on it: %(name)s") % {"name": worker_words(batch.owner or batch.team)}
    if batch.act == Batch.Act.STATUS:
        return _("New status: %(status)s") % {"status": batch.status.name}
    if batch.act == Batch.Act.REVIEW:
        return _("A review, to answer by %(day)s") % {"day": date_format(batch.until, "j F Y")}
    return _("A message to the claimant")


def preview(batch: Batch, claims: list[Claim], why: Mapping[int, str]) -> dict[str, Any]:
    """How many claims would change, and of the others how many for each reason, and which."""
    return {
        "what": in_words(batch),
        "would": len(claims) - len(why),
        "reasons": [
            {"why": WhyNot(each).label, "number": number} for each, number in Counter(why.values()).most_common()
        ],
        "left": [_left(claim, WhyNot(why[claim.pk]).label) for claim in claims if claim.pk in why],
    }


def progress(batch: Batch) -> dict[str, Any]:
    """How far it is, and which claims were left as they were, with why."""
    counts = counts_of(batch)
    return {
        "what": in_words(batch),
        "all": sum(counts.values()),
        "done": counts[BatchClaim.Result.DONE],
        "to_do": counts[BatchClaim.Result.TO_DO],
        "left": [_left(row.claim, row.get_why_display()) for row in left_in(batch)],
        "is_over": counts[BatchClaim.Result.TO_DO] == 0 or batch.state == Batch.State.FAILED,
    }


def _left(claim: Claim, why: str) -> dict[str, str]:
    return {
        "reference": claim.reference,
        "name": claim.submission.name,
        "url": reverse("casework:staff_claim", args=[claim.reference]),
        "why": str(why),
    }
