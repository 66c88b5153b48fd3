"""Reviews in the demo: two awards of Calderbrook, one that waits for its claimant, one whose last day has passed. Both
claimants sign: one letter has its film, the other waits for it.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actions.preferences import set_preferences
from accounts.actors import Actor, system_actor
from accounts.models import AccessNeed, Council, Resident
from betteroff.demo.deciding import decided, reference_of, staff_of
from casework.deciding.actions.sending import send_letter
from casework.deciding.actions.settings import save_deciding_settings
from casework.filming.actions import save_film
from casework.models import SignedFilm
from casework.reviewing.actions import ask_for_review
from casework.reviewing.readers import usual_day
from claims.models import AwardReview, Claim

COUNCIL, ADVISER, ADMIN = "calderbrook", "aisha@calderbrook.example", "omar@calderbrook.example"
FILMS = "films.calderbrook.example"
WAITS, OVERDUE = "owain@example.org", "lucy@example.org"
WHY = "We look at every award once a year. Your pay or your household may have changed since you told us."
LATE = dt.timedelta(days=4)


def show_reviews(council: Council) -> None:
    """What the demo of a council shows of reviews; nothing on a second load. No decision needs a second person yet."""
    if council.slug != COUNCIL or AwardReview.objects.exists():
        return
    adviser = staff_of(council, ADVISER)
    save_deciding_settings(second_person=False, film_hosts=[FILMS], by=staff_of(council, ADMIN))
    for email in (WAITS, OVERDUE):
        _asks_for_signing(email, council)
        _review(council, reference_of(email), adviser)
    film = SignedFilm.objects.get(decision__claim__resident__user__email=OVERDUE)
    save_film(
        reference=film.decision.claim.reference, public_id=film.decision.public_id, version=film.version,
        address=f"https://{FILMS}/letters/{film.decision.public_id}", by=adviser,
    )  # fmt: skip
    late, last_day = AwardReview.objects.filter(claim__resident__user__email=OVERDUE), timezone.localdate() - LATE
    late.update(last_day=last_day, remind_on=None)
    Claim.objects.filter(pk__in=late.values("claim")).update(review_until=last_day)


def _asks_for_signing(email: str, council: Council) -> None:
    resident = Resident.objects.select_related("user").get(user__email=email)
    by = Actor(council=council, user=resident.user, resident=resident)
    set_preferences(
        contact_by=resident.contact_by, safe_to_contact=resident.safe_to_contact, access_needs=[AccessNeed.BSL], by=by
    )


def _review(council: Council, reference: str, by: Actor) -> None:
    """An award whose letter went, and the review of it."""
    decision = decided(reference, by, "Your children get a meal on every school day.")
    send_letter(decision_id=decision.pk, by=system_actor(council, "letters"))
    day = usual_day(timezone.localdate(), council.nation)
    ask_for_review(reference=reference, because=WHY, last_day=day, asked_with=uuid.uuid4(), by=by)
