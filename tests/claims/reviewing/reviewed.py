"""Claims on which an award stands, and reviews of them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from casework.models import Decision
from casework.reviewing.actions import ask_for_review
from claims.models import AwardReview, Claim, ClaimStatus
from tests.claims.sent import sent_claim

WHY = "We look at every award once a year."


def award(claim: Claim, by: Actor) -> Claim:
    """The claim, done and with a decision that gives something, whose letter went."""
    now = timezone.now()
    Decision.objects.create(
        claim=claim, outcome="awarded", state="sent", letter={"title": "What we decided", "blocks": []},
        language="en-gb", letter_sha256="0", made_by=by.user, made_by_label=by.label, made_at=now, sent_at=now,
    )  # fmt: skip
    claim.status = ClaimStatus.objects.get(code="decided")
    claim.save(update_fields=["status"])
    return claim


def awarded_claim(who: Actor, by: Actor, **given) -> Claim:
    """A sent claim of somebody, awarded."""
    return award(sent_claim(who, **given), by)


def in_days(days: int) -> dt.date:
    """So many days from today."""
    return timezone.localdate() + dt.timedelta(days=days)


def review(claim: Claim, by: Actor, days: int = 28, because: str = WHY) -> AwardReview:
    """A review of it, to be answered in so many days: its page would refuse fewer than 14."""
    asked = ask_for_review(
        reference=claim.reference, because=because, last_day=in_days(max(days, 14)), asked_with=uuid.uuid4(), by=by
    )
    if days < 14:
        AwardReview.objects.filter(pk=asked.pk).update(last_day=in_days(days))
        Claim.objects.filter(pk=claim.pk).update(review_until=in_days(days))
    claim.refresh_from_db()
    asked.refresh_from_db()
    return asked
