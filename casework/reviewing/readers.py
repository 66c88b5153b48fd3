"""Which claims can be reviewed, and how long their claimants have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from casework.clocks.readers.clock import target_settings
from casework.models import Decision, Outcome
from claims.models import Claim, ClaimStatus
from claims.readers.following import can_be_followed
from claims.reviewing.rules import usual_last_day


def awarded_among(claims: Sequence[Claim]) -> set[int]:
    """The keys of those of these claims on which an award stands: its letter went, and nobody undid it. One query."""
    standing = Decision.objects.filter(claim__in=claims, state=Decision.State.SENT, outcome=Outcome.AWARDED)
    awarded = set(standing.values_list("claim", flat=True))
    return {claim.pk for claim in claims if claim.pk in awarded and can_be_followed(claim)}


def can_be_reviewed(claim: Claim) -> bool:
    """Whether an award stands on a claim. No query while the claim is not done."""
    return claim.status.stage == ClaimStatus.Stage.DONE and bool(awarded_among([claim]))


def usual_day(today: dt.date, nation: str) -> dt.date:
    """The last day that the council usually gives."""
    return usual_last_day(today, target_settings().review_within, nation)
