"""Reviews in the demo: two awards of Calderbrook, one that waits for its claimant, one whose last day has passed."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.models import Council
from betteroff.demo.deciding import decided, reference_of, staff_of
from casework.deciding.actions.sending import send_letter
from casework.reviewing.actions import ask_for_review
from casework.reviewing.readers import usual_day
from claims.models import AwardReview, Claim

COUNCIL, ADVISER = "calderbrook", "aisha@calderbrook.example"
WAITS, OVERDUE = "owain@example.org", "lucy@example.org"
WHY = "We look at every award once a year. Your pay or your household may have changed since you told us."
LATE = dt.timedelta(days=4)


def show_reviews(council: Council) -> None:
    """What the demo of a council shows of reviews; nothing on a second load. No decision needs a second person yet."""
    if council.slug != COUNCIL or AwardReview.objects.exists():
        return
    adviser = staff_of(council, ADVISER)
    for email in (WAITS, OVERDUE):
        _review(council, reference_of(email), adviser)
    late, last_day = AwardReview.objects.filter(claim__resident__user__email=OVERDUE), timezone.localdate() - LATE
    late.update(last_day=last_day, remind_on=None)
    Claim.objects.filter(pk__in=late.values("claim")).update(review_until=last_day)


def _review(council: Council, reference: str, by: Actor) -> None:
    """An award whose letter went, and the review of it."""
    decision = decided(reference, by, "Your children get a meal on every school day.")
    send_letter(decision_id=decision.pk, by=system_actor(council, "letters"))
    day = usual_day(timezone.localdate(), council.nation)
    ask_for_review(reference=reference, because=WHY, last_day=day, asked_with=uuid.uuid4(), by=by)
