"""What the work list says of the clocks of claims (casework/clocks has the rest)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.models import ClaimHold
from claims.models import Claim

ON_HOLD = {"ended_at__isnull": True}
HOLD_ENDED = {"ended_at__isnull": False, "dealt_at__isnull": True}


class ByClock(TextChoices):
    """How the work list can be filtered by clocks."""

    ANY = "", _("Any")
    ON_HOLD = "on_hold", _("On hold")
    HOLD_ENDED = "hold_ended", _("Hold ended")
    OVERDUE = "overdue", _("Overdue")
    IN_REVIEW = "in_review", _("In review")
    REVIEW_OVERDUE = "review_overdue", _("Review overdue")


def with_holds(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """These claims with `held_until` (a day, None for no hold) and `hold_ended` (nobody has dealt with it)."""
    mine = ClaimHold.objects.filter(claim=OuterRef("pk"))
    return claims.annotate(
        held_until=Subquery(mine.filter(**ON_HOLD).values("until")[:1]), hold_ended=Exists(mine.filter(**HOLD_ENDED))
    )


def by_clock(claims: QuerySet[Claim], which: str) -> QuerySet[Claim]:
    """Those of these claims that a ByClock names; all of them for ANY."""
    holds = {ByClock.ON_HOLD: ON_HOLD, ByClock.HOLD_ENDED: HOLD_ENDED}
    if which in holds:
        return claims.filter(pk__in=ClaimHold.objects.filter(**holds[ByClock(which)]).order_by().values("claim"))
    if which == ByClock.OVERDUE:
        return claims.filter(due_on__lt=timezone.localdate())
    if which == ByClock.IN_REVIEW:
        return claims.filter(review_until__isnull=False)
    if which == ByClock.REVIEW_OVERDUE:
        return claims.filter(review_until__lt=timezone.localdate())
    return claims
