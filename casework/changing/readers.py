"""The awards that are looked at again when somebody tells a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from casework.models import Award, Decision, Outcome
from claims.models import Claim


def standing_awards(claims: Sequence[Claim], today: dt.date) -> list[Award]:
    """What was decided on these claims and goes on today, by claim and award: the letter went, and nobody undid it.
    What was paid once is over. One query.
    """
    stands = Q(decision__state=Decision.State.SENT, decision__outcome=Outcome.AWARDED)
    goes_on = (Q(pence__isnull=True) | Q(is_weekly=True)) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    found = Award.objects.filter(stands, goes_on, decision__claim__in=claims).select_related("decision")
    return list(found.order_by("decision__claim", "pk"))
